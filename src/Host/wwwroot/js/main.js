// Which view is shown: ?game=ID draws a game, anything else the list.

import { h } from './dom.js';
import { showGame } from './game.js';
import { showList } from './list.js';

const main = document.getElementById('main');
let leave = () => {};

async function show({ focus }) {
  leave();
  const query = new URLSearchParams(location.search);
  const left = new AbortController();
  leave = () => left.abort();
  try {
    if (query.has('game')) await showGame(main, query, left.signal);
    else await showList(main, query, left.signal);
  } catch (problem) {
    if (left.signal.aborted) return;
    const home = h('a', { href: '/', 'data-route': true }, 'All games');
    main.replaceChildren(h('p', { class: 'note', role: 'alert' }, problem.message, ' ', home));
  }
  if (focus) main.focus();
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-route]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  scrollTo(0, 0);
  show({ focus: true });
});
addEventListener('popstate', () => show({ focus: false }));
show({ focus: false });
