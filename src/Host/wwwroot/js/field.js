// The ball field, seen from behind home plate.

import { h, lastName } from './dom.js';

const bags = { first: [268, 208], second: [200, 140], third: [132, 208] };
const home = [200, 276];

const places = {
  Pitcher: [200, 193], Catcher: [200, 312], FirstBase: [304, 174], SecondBase: [262, 124], ThirdBase: [96, 174], Shortstop: [138, 124],
  LeftField: [88, 96], CenterField: [200, 62], RightField: [312, 96],
};

const named = ['first', 'second', 'third'];

/** <code>FirstBase</code> is said <code>first base</code>. */
const spoken = position => position.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

/** An empty field; <code>draw</code> puts people on it. Nothing in it ever moves but the names. */
export function field() {
  const runners = {};
  const squares = {};
  const fielders = {};
  const title = h('title', {}, 'The field');
  const svg = h('svg', { class: 'field', viewBox: '0 0 400 330', role: 'img' }, title,
    h('path', { class: 'grass', d: 'M200 290 L18 108 A257 257 0 0 1 382 108 Z' }),
    h('path', { class: 'dirt', d: 'M200 290 L102 192 A104 104 0 0 1 298 192 Z' }),
    h('path', { class: 'infield', d: 'M200 258 L150 208 L200 158 L250 208 Z' }),
    h('circle', { class: 'dirt', cx: 200, cy: 208, r: 11 }),
    h('path', { class: 'foul', d: 'M200 279 L25 104 M200 279 L375 104', fill: 'none' }),
    h('path', { class: 'bag', d: `M${home[0] - 7} ${home[1] - 6} h14 v7 l-7 7 l-7 -7 Z` }));
  for (const on of named) {
    const [x, y] = bags[on];
    squares[on] = h('rect', { class: 'bag', x: x - 8, y: y - 8, width: 16, height: 16, rx: 1.5, transform: `rotate(45 ${x} ${y})` });
    svg.append(squares[on]);
  }
  for (const [position, [x, y]] of Object.entries(places)) {
    fielders[position] = h('text', { x, y });
    svg.append(fielders[position]);
  }
  for (const on of named) {
    const [x, y] = bags[on];
    runners[on] = h('text', { class: 'runner', x, y: y + 26 });
    svg.append(runners[on]);
  }

  function draw(state) {
    const said = [];
    for (const on of named) {
      const runner = state.bases[on];
      squares[on].setAttribute('class', runner ? 'bag on' : 'bag');
      runners[on].textContent = runner ? lastName(runner.name) : '';
      if (runner) said.push(`${runner.name} on ${on}`);
    }
    const fielding = state.batting === 'Away' ? state.home : state.away;
    const men = [];
    for (const position of Object.keys(places)) {
      const man = fielding.lineup.find(one => one.position === position);
      fielders[position].textContent = man && !state.isOver ? lastName(man.name) : '';
      if (man && !state.isOver) men.push(`${man.name} ${spoken(position)}`);
    }
    const bases = said.length > 0 ? said.join(', ') : 'Bases empty';
    title.textContent = men.length > 0 ? `${bases}. In the field: ${men.join(', ')}` : bases;
  }

  return { svg, draw };
}
