// The list of games.

import { announce, day, h, ordinal } from './dom.js';
import * as api from './api.js';

export async function showList(main, query, left) {
  document.title = 'AkkaGame';
  const filter = { team: query.get('team') ?? '', date: query.get('date') ?? '' };
  const list = h('ul', { class: 'games', id: 'games' });
  const more = h('div', { class: 'more' });
  main.replaceChildren(
    h('div', { class: 'list-head' }, h('h1', {}, 'Games'), form(filter, () => refill(list, more, filter, left))),
    list,
    more);
  await fill(list, more, filter, 0, left);
}

function form(filter, changed) {
  let waiting;
  const take = event => {
    filter[event.target.name] = event.target.value.trim();
    clearTimeout(waiting);
    waiting = setTimeout(changed, 200);
  };
  return h('form', { class: 'filter', role: 'search', onsubmit: event => event.preventDefault() },
    input('Club', { name: 'team', value: filter.team, maxlength: 12, placeholder: 'CLE', oninput: take }),
    input('Day, month or year', { name: 'date', value: filter.date, maxlength: 10, placeholder: '2018-04', oninput: take }));
}

const input = (label, attributes) =>
  h('label', {}, label, h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', ...attributes }));

async function refill(list, more, filter, left) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  history.replaceState(null, '', query.size > 0 ? `/?${query}` : '/');
  try {
    await fill(list, more, filter, 0, left);
  } catch (problem) {
    if (left.aborted) return;
    list.replaceChildren();
    more.replaceChildren(h('p', { class: 'note' }, problem.message));
    announce(problem.message);
  }
}

/** The next page. Where it does not come, what is there stays, and the button with it. */
async function goOn(list, more, filter, after, left) {
  more.querySelector('.trouble')?.remove();
  try {
    await fill(list, more, filter, after, left);
  } catch (problem) {
    if (left.aborted) return;
    more.append(h('p', { class: 'trouble' }, problem.message));
    announce(problem.message);
  }
}

async function fill(list, more, filter, after, left) {
  const asked = { ...filter };
  const answer = await api.games({ ...filter, after });
  // Somebody typed on while we waited: this answer is to another question.
  if (left.aborted || asked.team !== filter.team || asked.date !== filter.date) return;
  const items = answer.games.map(item);
  if (after === 0) list.replaceChildren(...items);
  else list.append(...items);
  if (after > 0) items[0]?.querySelector('a').focus();
  more.replaceChildren(answer.next
    ? h('button', { type: 'button', onclick: () => goOn(list, more, filter, answer.next, left) }, 'More games')
    : list.children.length === 0 ? h('p', { class: 'note' }, empty(filter)) : '');
  announce(`${list.children.length} games`);
}

function empty(filter) {
  return filter.team || filter.date
    ? 'No game fits.'
    : 'No games yet. Real ones come in with: akkagame replay FILES';
}

function item(game) {
  const won = game.away.runs > game.home.runs ? 'away' : game.home.runs > game.away.runs ? 'home' : null;
  return h('li', {}, h('a', { href: `/?game=${encodeURIComponent(game.retrosheet ?? game.id)}`, 'data-route': true },
    h('span', { class: 'when' },
      h('time', { datetime: game.date }, day(game)), h('span', {}, status(game))),
    side(game.away, won === 'home'), side(game.home, won === 'away')));
}

function side(side, lost) {
  const mark = lost ? ' lost' : '';
  return [
    h('span', { class: `team${mark}` }, side.team), number(`num runs${mark}`, side.runs, 'runs'),
    number('num', side.hits, 'hits'), number('num', side.errors, 'errors')];
}

/** A number, and for those who listen what it counts. */
const number = (kind, count, what) => h('span', { class: kind, title: what }, count, h('span', { class: 'hidden' }, ` ${what}, `));

export function status(game) {
  switch (game.status) {
    case 'InProgress': return `${game.half} ${ordinal(game.inning)}`;
    case 'Final': return game.inning === 9 ? 'Final' : `Final, ${game.inning}`;
    case 'Called': return `Called, ${game.inning}`;
    case 'Tied': return `Tie, ${game.inning}`;
    default: return game.status;
  }
}
