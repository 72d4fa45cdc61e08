// The server's own document of its calls, drawn for people. It holds nothing but what /api/v1/openapi.json says.
import { h } from './dom.js';

const main = document.getElementById('main');

/** Words between backticks are code; nothing else of Markdown is used. */
function prose(text) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? h('code', {}, part) : part));
}

function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map(part => h('p', {}, prose(part.replaceAll('\n', ' '))));
}

function nameOf(schema) {
  return schema.$ref?.split('/').at(-1);
}

/** A schema in a word or two: `GameItem`, `array of GameItem`, `integer 1 to 200`. */
function kind(schema) {
  if (schema.$ref) return nameOf(schema);
  if (schema.oneOf) return schema.oneOf.map(kind).join(' or ');
  if (schema.anyOf) return 'one of many, named beside it';
  if (schema.type === 'array') return `array of ${kind(schema.items)}`;
  const words = schema.enum ? schema.enum.filter(word => word !== null).join(', ') : null;
  const type = [schema.type].flat().join(' or ');
  const bounds = schema.minimum === undefined ? '' : schema.maximum === undefined ? ` from ${schema.minimum}` :
    ` ${schema.minimum} to ${schema.maximum}`;
  const unless = schema.default === undefined ? '' : `, ${schema.default} unless said`;
  return words ?? `${type || 'anything'}${schema.format ? ` (${schema.format})` : ''}${bounds}${unless}`;
}

function link(schema) {
  const name = nameOf(schema.type === 'array' ? schema.items : schema);
  return name ? h('a', { href: `#${name}` }, kind(schema)) : kind(schema);
}

function members(schema) {
  const required = new Set(schema.required ?? []);
  return h('dl', {}, Object.entries(schema.properties ?? {}).map(([name, says]) => [
    h('dt', {}, h('code', {}, name), required.has(name) ? '' : h('span', { class: 'kind' }, ' may be missing')),
    h('dd', { class: 'kind' }, link(says)),
  ]));
}

function content(title, of) {
  return Object.entries(of ?? {}).map(([type, says]) => [
    h('h3', {}, `${title} · ${type} · `, link(says.schema)),
    says.example === undefined ? null :
      h('pre', {}, typeof says.example === 'string' ? says.example : JSON.stringify(says.example, null, 2)),
  ]);
}

function operation(path, method, says) {
  const given = says.parameters ?? [];
  return h('details', { id: says.operationId },
    h('summary', {}, h('span', { class: `method ${method}` }, method.toUpperCase()), ' ', h('code', {}, path), ' — ', prose(says.summary)),
    h('div', {},
      says.description ? paragraphs(says.description) : null,
      given.length === 0 ? null : h('h3', {}, 'In the address or a header'),
      given.length === 0 ? null : h('dl', {}, given.map(one => [
        h('dt', {}, h('code', {}, one.name), one.required || one.in === 'header' ? h('span', { class: 'kind' }, ` ${one.in}`) : ''),
        h('dd', {}, prose(one.description), ' ', h('span', { class: 'kind' }, kind(one.schema))),
      ])),
      content('Takes', says.requestBody?.content),
      Object.entries(says.responses).map(([status, answer]) => answer.content
        ? content(`${status} ${answer.description}`, answer.content)
        : h('p', {}, `${status}: `, prose(answer.description)))));
}

function page(document) {
  const groups = new Map();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, says] of Object.entries(methods)) {
      const group = says.tags[0];
      groups.set(group, [...(groups.get(group) ?? []), operation(path, method, says)]);
    }
  }

  main.replaceChildren(
    h('h1', {}, 'The calls of this server'),
    ...paragraphs(document.info.description),
    ...[...groups].flatMap(([name, operations]) => [h('h2', {}, name), ...operations]),
    h('h2', {}, 'Shapes'),
    ...Object.entries(document.components.schemas).map(([name, schema]) => h('details', { id: name },
      h('summary', {}, h('code', {}, name)), h('div', {}, members(schema)))));
}

/** Whatever an address ends with is shown open. */
function open() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  named.open = true;
  named.scrollIntoView();
}

addEventListener('hashchange', open);
try {
  page(await (await fetch('/api/v1/openapi.json')).json());
  open();
} catch {
  main.replaceChildren(h('p', { class: 'note' }, 'The server did not answer. Try again in a moment.'));
}
