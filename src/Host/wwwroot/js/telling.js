// The play-by-play: every sentence a button that goes to its moment.

import { h, ordinal } from './dom.js';

export function telling(list, groups, go) {
  const buttons = [];
  let half = '';
  let score = '0-0';
  groups.forEach((group, step) => {
    for (const item of group.items) {
      if (item.kind === 'half-opened' || item.kind === 'half-closed') continue;
      const title = item.inning > 0 ? `${item.half} of the ${ordinal(item.inning)}` : 'Before the game';
      if (title !== half && item.kind === 'play-made') list.append(h('li', { class: 'half' }, half = title));
      const standing = `${item.away}-${item.home}`;
      list.append(h('li', {}, buttons[step] = button(item, standing === score ? '' : standing, () => go(step))));
      score = standing;
    }
    buttons[step] ??= buttons[step - 1];
  });
  let current;

  function show(step) {
    current?.removeAttribute('aria-current');
    current = buttons[step];
    if (!current) return;
    current.setAttribute('aria-current', 'step');
    // Only the list scrolls, never the page under the reader's hands.
    const top = current.offsetTop - list.clientHeight / 2;
    list.scrollTo({ top, behavior: 'instant' });
  }

  return { show };
}

const button = (item, score, onclick) => h('button', { type: 'button', onclick },
  h('span', { class: item.kind === 'play-made' ? null : 'aside' }, item.text), h('span', { class: 'score' }, score));
