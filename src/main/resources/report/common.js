'use strict';
/* Shared by all pages. Texts of others are only ever put in as text. */

const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);

/** Characters that cannot be seen, or that turn the text around them, are shown by their number. */
const visible = text => String(text).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu,
  character => character === '\u200d' ? character : '\\u' + character.codePointAt(0).toString(16).padStart(4, '0'));

/** An element with attributes, and with children that are elements or texts. */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (key === 'onclick') element.addEventListener('click', value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  });
  element.append(...children.flat().filter(child => child !== null && child !== undefined)
    .map(child => child instanceof Node ? child : visible(child)));
  return element;
}

const fill = (element, ...children) => element.replaceChildren(...children.flat());
const number = value => value.toLocaleString('en');
const many = (count, one, several) => `${number(count)} ${count === 1 ? one : several || one + 's'}`;
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const badge = (text, tone) => el('span', {class: 'badge ' + (tone || '')}, text);

function duration(millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const time = iso => new Date(iso).toLocaleString('en-GB', {dateStyle: 'medium', timeStyle: 'short'});

/** How a pass ended, in a word and a colour. */
function outcome(pass) {
  if (pass.exitStatus === 2) return {tone: 'bad', word: 'Refused'};
  if (pass.exitStatus === 1) return {tone: 'bad', word: 'Incomplete'};
  if (pass.failureCount > 0) return {tone: 'warn', word: 'Delivered, with failures'};
  return pass.missingCount > 0 ? {tone: 'warn', word: 'Delivered, with gaps'} : {tone: 'good', word: 'All right'};
}

const KINDS = {lineage: 'Lineage run', status: 'Run status', replay: 'Replay of dead letters', preview: 'Preview, nothing was written'};
const kindOf = pass => KINDS[pass.kind] || capital(pass.kind);

/** @param cells texts or elements, or {value, number, path} */
function row(cells, labels) {
  return el('tr', {}, cells.map((cell, i) => {
    const rich = cell !== null && typeof cell === 'object' && !(cell instanceof Node) && !Array.isArray(cell);
    return el('td', {class: rich ? (cell.number ? 'number' : 'path') : undefined, 'data-label': labels ? labels[i] : undefined}, rich ? cell.value : cell);
  }));
}

/** @param heads texts; those that begin with # head numbers */
function table(element, caption, heads, rows) {
  fill(element, el('caption', {class: 'hidden-text'}, caption),
    el('thead', {}, el('tr', {}, heads.map(head => el('th', {scope: 'col', class: head.startsWith('#') ? 'number' : undefined}, head.replace('#', ''))))),
    el('tbody', {}, rows));
  return element;
}

/** Puts in so many at a time, because a page of ten thousand rows is slow and helps nobody. */
function byAndBy(place, items, size, toElement, after) {
  let shown = 0;
  const button = el('button', {type: 'button', class: 'more', onclick: () => more(true)});
  function more(asked) {
    const added = items.slice(shown, shown + size).map(toElement);
    place.append(...added);
    shown += added.length;
    button.hidden = shown >= items.length;
    button.textContent = `Show ${number(Math.min(size, items.length - shown))} more of ${number(items.length - shown)}`;
    if (asked && added[0]) {
      added[0].tabIndex = -1;
      added[0].focus();
    }
  }
  more(false);
  (after || place).append(button);
}

/* charts */

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const charts = new Map();

/** Draws now, and again when the colours or the width change. */
function chart(element, height, label, option) {
  const known = charts.get(element);
  if (known) known.chart.dispose();
  element.style.height = height + 'px';
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', visible(label));
  const drawn = echarts.init(element, null, {renderer: 'svg'});
  charts.set(element, {chart: drawn, option});
  drawn.setOption(option());
  return drawn;
}

dark.addEventListener('change', () => charts.forEach(known => known.chart.setOption(known.option(), true)));
window.addEventListener('resize', () => charts.forEach(known => known.chart.resize()));

const words = () => ({color: colour('ink'), fontFamily: 'system-ui, sans-serif', fontSize: 12});
const tooltip = lines => ({
  confine: true, backgroundColor: colour('card'), borderColor: colour('line'), textStyle: words(),
  formatter: event => el('div', {class: 'tip'}, lines(event).map((line, i) => el(i ? 'div' : 'strong', {}, line)))
});
