// The line score: nine columns at least, so that nothing moves while it fills.

import { h } from './dom.js';

const columnsMin = 9;

export function lineScore() {
  const element = h('table', { class: 'line' });

  function draw(state) {
    const played = Math.max(columnsMin, state.away.runsByInning.length, state.home.runsByInning.length);
    const innings = Array.from({ length: played }, (_, i) => i);
    element.replaceChildren(
      h('thead', {}, h('tr', {}, h('th', {}), innings.map(i => h('th', { scope: 'col' }, i + 1)),
        ['R', 'H', 'E'].map((title, i) => h('th', { scope: 'col', class: i === 0 ? 'first-total' : null }, title)))),
      h('tbody', {}, row(state, 'away', 'Away', innings), row(state, 'home', 'Home', innings)));
  }

  const nobody = { team: '\u00a0', runsByInning: [], runs: '', hits: '', errors: '' };
  draw({ isOver: false, inning: 0, away: nobody, home: nobody });
  return { element, draw };
}

function row(state, key, side, innings) {
  const mine = state[key];
  const other = state[key === 'away' ? 'home' : 'away'];
  const now = !state.isOver && state.batting === side ? state.inning - 1 : null;
  return h('tr', {}, h('th', { scope: 'row' }, mine.team),
    innings.map(i => h('td', { class: i === now ? 'now' : null }, cell(state, mine, other, i))),
    h('td', { class: 'total first-total' }, mine.runs), h('td', { class: 'total' }, mine.hits), h('td', { class: 'total' }, mine.errors));
}

function cell(state, mine, other, i) {
  if (i < mine.runsByInning.length) return mine.runsByInning[i];
  return state.isOver && mine.runs > other.runs && i < other.runsByInning.length ? 'x' : '';
}
