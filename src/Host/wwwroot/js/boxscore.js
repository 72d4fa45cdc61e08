// The box score of a game.

import { h, positions } from './dom.js';
import * as api from './api.js';

const batting = [
  ['AB', 'atBats'], ['R', 'runs'], ['H', 'hits'], ['RBI', 'runsBattedIn'], ['BB', 'walks'], ['SO', 'strikeouts'], ['LOB', 'leftOnBase'],
];
const pitching = [
  ['IP', 'outs'], ['H', 'hits'], ['R', 'runs'], ['ER', 'earnedRuns'], ['BB', 'walks'], ['SO', 'strikeouts'], ['HR', 'homeRuns'],
  ['BF', 'battersFaced'],
];
const decisions = [['Win', 'W'], ['Loss', 'L'], ['Save', 'S'], ['Hold', 'H'], ['BlownSave', 'BS']];

export function boxScore(box, id) {
  return [side(box.away), side(box.home), paper(id)];
}

function side(side) {
  return h('section', { class: 'sheet' },
    h('h2', {}, side.team),
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `${side.team} batting` }, batters(side)),
    h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': `${side.team} pitching` }, pitchers(side)));
}

function batters(side) {
  const rows = side.batting
    .filter(man => !man.entry.slice(1).startsWith('0') || man.batting.plateAppearances > 0)
    .map(man => row(man, man.positions.map(one => positions[one]).join('-'), cells(batting, man.batting), !man.entry.endsWith('.0')));
  return table('Batting', batting, rows, sum('Total', cells(batting, { ...side.totals.batting, leftOnBase: side.totals.leftOnBase })));
}

function pitchers(side) {
  const rows = side.pitching.map(man => row(man, decided(man.decision), cells(pitching, man.pitching), false));
  return table('Pitching', pitching, rows, sum('Total', cells(pitching, side.totals.pitching)));
}

const row = (man, mark, numbers, cameIn) => h('tr', { class: cameIn ? 'sub' : null },
  h('th', { scope: 'row', title: man.name }, man.name, ' ', h('span', { class: 'pos' }, mark)), numbers);

/** <code>"Win, BlownSave"</code> becomes (W) (BS). */
function decided(decision) {
  const said = decision.split(', ');
  return decisions.filter(([name]) => said.includes(name)).map(([, mark]) => `(${mark})`).join(' ');
}

const innings = outs => `${Math.floor(outs / 3)}.${outs % 3}`;

const cells = (columns, counts) => columns.map(([, key]) => h('td', {}, key === 'outs' ? innings(counts.outs) : counts[key]));

const sum = (name, numbers) => h('tr', { class: 'sum' }, h('th', { scope: 'row' }, name), numbers);

const table = (name, columns, rows, total) => h('table', { class: 'stats' },
  h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, name), columns.map(([title]) => h('th', { scope: 'col' }, title)))),
  h('tbody', {}, rows, total));

function paper(id) {
  const text = h('pre', { tabindex: 0 });
  const open = async event => {
    if (!event.currentTarget.open || text.textContent) return;
    try {
      text.textContent = await api.newspaper(id);
    } catch (problem) {
      text.textContent = problem.message;
    }
  };
  return h('details', { class: 'paper sheet', ontoggle: open },
    h('summary', {}, 'As a newspaper prints it'), text,
    h('p', {}, h('a', { href: api.exported(id), download: true }, 'The game as a Retrosheet event file')));
}
