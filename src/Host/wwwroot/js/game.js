// A game: line score, field, the telling of it, box score; one step is one play or substitution.

import { announce, day, h, lastName, ordinal } from './dom.js';
import * as api from './api.js';
import { boxScore } from './boxscore.js';
import { field } from './field.js';
import { lineScore } from './line.js';
import { status } from './list.js';
import { steps } from './steps.js';
import { telling } from './telling.js';

export async function showGame(main, query, left) {
  const id = query.get('game');
  const page = layout();
  main.replaceChildren(...page.parts);
  const [game, told] = await Promise.all([api.game(id), api.plays(id)]);
  if (left.aborted) return;

  document.title = `${game.away.team} at ${game.home.team}, ${game.date}`;
  page.title.textContent = `${game.away.team} at ${game.home.team}`;
  page.where.textContent = [day(game), game.site, status(game)].filter(Boolean).join(' · ');

  const groups = grouped(told.plays);
  const states = stateCache(id);
  // After the last sentence there may be more that nobody tells, such as a decision that is in.
  const moment = step => step === groups.length - 1 ? told.head : groups[step].group;
  const at = Number(query.get('at'));
  const asked = groups.findLastIndex(group => group.group <= at);
  let drawn = at > 0 && asked >= 0 ? asked : groups.length - 1;
  const words = telling(page.words, groups, step => go(step));
  const control = steps(page.steps, groups, step => go(step), left);
  let now = 0;

  function show(step) {
    now = step;
    control.show(step);
    words.show(step);
  }

  async function go(step) {
    const wanted = Math.max(0, Math.min(groups.length - 1, step));
    show(wanted);
    let state;
    try {
      state = await states(moment(wanted));
    } catch (problem) {
      if (left.aborted || wanted !== now) return;
      show(drawn); // The controls name the moment that is to be seen.
      page.trouble.textContent = problem.message;
      announce(problem.message);
      return;
    }
    if (left.aborted || wanted !== now) return; // Somebody stepped on while we waited.
    drawn = wanted;
    page.trouble.textContent = '';
    draw(page, state);
    announce(groups[wanted].items.map(item => item.text).join(' '));
    keepPlace(id, groups[wanted].group, wanted === groups.length - 1);
    if (wanted + 1 < groups.length) states(moment(wanted + 1)).catch(() => {});
  }

  await Promise.all([
    go(drawn),
    api.box(id).then(box => { if (!left.aborted) page.box.replaceChildren(...boxScore(box, id)); }),
  ]);
}

function layout() {
  const title = h('h1', {}, ' ');
  const where = h('span', { class: 'where' });
  const line = h('section', { class: 'sheet line-sheet scroll', 'aria-label': 'Line score', tabindex: 0 });
  const ball = field();
  const inning = h('span', { class: 'inning', id: 'inning' }, ' ');
  const outs = h('span', { class: 'dots' });
  const count = h('span', { class: 'count' });
  const batter = h('dd', { id: 'batter' });
  const pitcher = h('dd', { id: 'pitcher' });
  const words = h('ol', { class: 'words', tabindex: 0, 'aria-label': 'Play by play' });
  const stepper = h('div', { class: 'steps', role: 'group', 'aria-label': 'Steps' });
  const trouble = h('p', { class: 'trouble' });
  const box = h('div', { class: 'box', 'aria-label': 'Box score' });
  const table = lineScore();
  line.append(table.element);
  return {
    title, where, ball, inning, outs, count, batter, pitcher, words, steps: stepper, trouble, box, line: table,
    parts: [
      h('div', { class: 'game-head' }, title, where),
      line,
      h('div', { class: 'ground' },
        h('section', { class: 'sheet scene', 'aria-label': 'Field' },
          h('div', { class: 'situation' }, inning, outs, count),
          ball.svg,
          h('dl', { class: 'duel' }, h('div', {}, h('dt', {}, 'At bat'), batter), h('div', {}, h('dt', {}, 'Pitching'), pitcher)),
          stepper, trouble),
        h('section', { class: 'sheet telling', 'aria-label': 'Play by play' }, words)),
      box],
  };
}

function draw(page, state) {
  page.line.draw(state);
  page.ball.draw(state);
  page.inning.textContent = state.isOver ? 'Final' : state.inning > 0 ? `${state.half} of the ${ordinal(state.inning)}` : 'Before the game';
  page.outs.replaceChildren(...(state.isOver ? [] : dots(state.outs)));
  page.count.textContent = state.isOver ? result(state) : waits(state);
  page.batter.textContent = state.batter?.name ?? '–';
  page.pitcher.textContent = state.pitcher?.name ?? '–';
}

const dots = outs => [...[0, 1, 2].map(n => h('span', { class: n < outs ? 'dot on' : 'dot' })), `${outs} out`];

function result(state) {
  const { win, loss, save } = state.ending;
  return [['W', win], ['L', loss], ['S', save]].filter(([, man]) => man).map(([mark, man]) => `${mark} ${lastName(man.name)}`).join(' · ');
}

const sides = { None: [], Away: ['away'], Home: ['home'], Both: ['away', 'home'] };

/** What the game waits for: somebody's decision, of which nobody sees more, new dice, or the end of a delay. */
function waits(state) {
  if (state.status === 'Delayed') return state.resumesAt === null ? 'Delayed' : `Delayed until ${clock.format(state.resumesAt)}`;
  if (state.status === 'Suspended') return 'Suspended';
  const { window: asked, takeBack } = state.live ?? {};
  if (takeBack) return `${state[sides[takeBack.by][0]].team} asks for its play back`;
  if (!asked) return '';
  if (asked.kind === 'Key') return 'New dice';
  const open = sides[asked.asked].filter(side => !sides[asked.sealed].includes(side)).map(side => state[side].team);
  return open.length === 2 ? 'Both decide' : open.length === 1 ? `${open[0]} decides` : '';
}

const clock = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Sentences of one group belong together: they became true at one moment. */
function grouped(items) {
  const groups = [];
  for (const item of items) {
    if (groups.at(-1)?.group === item.group) groups.at(-1).items.push(item);
    else groups.push({ group: item.group, items: [item] });
  }
  return groups;
}

/** States once seen are kept; a failed question may be asked again. */
function stateCache(id) {
  const known = new Map();
  return seq => {
    if (!known.has(seq)) {
      const asked = api.state(id, seq);
      asked.catch(() => known.delete(seq));
      known.set(seq, asked);
    }
    return known.get(seq);
  };
}

/** The address names the moment, so that it can be sent to somebody. */
function keepPlace(id, seq, isLast) {
  const query = new URLSearchParams({ game: id });
  if (!isLast) query.set('at', seq);
  history.replaceState(null, '', `/?${query}`);
}
