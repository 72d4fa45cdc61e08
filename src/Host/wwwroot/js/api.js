// The public API, and nothing else: whatever this page knows, any other client can know.

const root = '/api/v1';

/** A refusal of the server: what it says to a person, and the field it is about. */
export class Problem extends Error {
  constructor(problem, status) {
    super(problem?.detail ?? `The server answered with status ${status}.`);
    this.code = problem?.code;
    this.field = problem?.field;
  }
}

async function ask(path, accept = 'application/json') {
  let response;
  try {
    response = await fetch(root + path, { headers: { accept } });
  } catch {
    throw new Problem({ detail: 'The server does not answer.' });
  }
  if (!response.ok) throw new Problem(await response.json().catch(() => null), response.status);
  return accept === 'application/json' ? response.json() : response.text();
}

const of = id => `/games/${encodeURIComponent(id)}`;

export function games({ after, team, date, limit = 60 }) {
  const query = new URLSearchParams({ limit });
  if (after) query.set('after', after);
  if (team) query.set('team', team);
  if (date) query.set('date', date);
  return ask(`/games?${query}`);
}

export const game = id => ask(of(id));
export const plays = id => ask(`${of(id)}/plays`);
export const box = id => ask(`${of(id)}/box`);
export const newspaper = id => ask(`${of(id)}/box`, 'text/plain');
export const state = (id, at) => ask(`${of(id)}/state?at=${at}`);
export const exported = id => `${root}${of(id)}/export`;
