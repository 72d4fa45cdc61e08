// Small helpers to build the page. Text is always set as text: names come from files, and nothing of them is ever markup.

const svgNames = new Set(['svg', 'g', 'path', 'rect', 'circle', 'line', 'text', 'title']);

/** An element with attributes, listeners (`onclick`) and children; null and false children are left out. */
export function h(name, attributes, ...children) {
  const element = svgNames.has(name) ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** The name by which a player is called: the last word, with what belongs to it. */
export function lastName(name) {
  const words = name.trim().split(/\s+/);
  const last = words.length - 1;
  return words.length > 2 && /^(jr\.?|sr\.?|ii|iii|iv)$/i.test(words[last]) ? words[last - 1] : words[last];
}

export function ordinal(n) {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
}

const days = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

/** The day of a game, and which game of that day it was. */
export function day(game) {
  return days.format(new Date(`${game.date}T00:00:00Z`)) + (game.gameNumber > 0 ? `, game ${game.gameNumber}` : '');
}

export const positions = {
  None: '', Pitcher: 'p', Catcher: 'c', FirstBase: '1b', SecondBase: '2b', ThirdBase: '3b', Shortstop: 'ss',
  LeftField: 'lf', CenterField: 'cf', RightField: 'rf', DesignatedHitter: 'dh', PinchHitter: 'ph', PinchRunner: 'pr',
};

/** Says it to those who listen to the page. */
export function announce(text) {
  document.getElementById('live').textContent = text;
}
