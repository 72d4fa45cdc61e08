// Back and forth through a game: buttons, a slider, and keys.

import { h } from './dom.js';

/** What has a use of its own for arrows, Home and End: fields, and whatever scrolls. */
const ownKeys = 'input, textarea, select, .scroll, pre, .words';

export function steps(place, groups, go, left) {
  const last = groups.length - 1;
  let now = 0;
  const button = (label, key, sign, to) => h('button',
    { type: 'button', 'aria-label': label, title: `${label} (${key})`, onclick: () => go(to()) },
    h('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, h('path', { d: sign })));
  const first = button('First play', 'Home', 'M4 4h2.5v12H4z M16 4v12L7.5 10z', () => 0);
  const back = button('Back', '←', 'M14 4v12L5 10z', () => now - 1);
  const forth = button('Forth', '→', 'M6 4v12l9-6z', () => now + 1);
  const end = button('Last play', 'End', 'M13.5 4H16v12h-2.5z M4 4v12l8.5-6z', () => last);
  const slider = h('input', {
    type: 'range', min: 0, max: Math.max(last, 0), step: 1, 'aria-label': 'Moment of the game',
    oninput: event => go(Number(event.target.value)),
  });
  const where = h('output', {});
  place.replaceChildren(first, back, forth, end, slider, where);

  const keys = { ArrowLeft: () => now - 1, ArrowRight: () => now + 1, Home: () => 0, End: () => last };
  document.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = keys[event.key];
    if (!to || event.target.closest?.(ownKeys)) return;
    event.preventDefault();
    go(to());
  }, { signal: left });

  function show(step) {
    now = step;
    slider.value = step;
    slider.setAttribute('aria-valuetext', groups[step]?.items[0]?.text ?? '');
    where.textContent = `${step + 1} / ${groups.length}`;
    // Not disabled: a button that has the focus would lose it.
    for (const one of [first, back]) one.setAttribute('aria-disabled', step <= 0);
    for (const one of [forth, end]) one.setAttribute('aria-disabled', step >= last);
  }

  return { show };
}
