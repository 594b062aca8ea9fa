/* The picture: all sources and where they are loaded, or one source with its streams. */

const ROW = 26;
const SHOWN_SOURCES = 60;
const SHOWN_STREAMS = 150;

function lineage(run) {
  const missing = new Map();
  run.missing.forEach(group => group.streams.forEach(stream => {
    if (!missing.has(stream.source)) missing.set(stream.source, []);
    missing.get(stream.source).push({...stream, title: group.title, remedy: group.remedy});
  }));
  const sources = run.sources.map(source => summed(source, missing.get(source.name) || [])).sort(worstFirst);
  let chosen = null;
  let size = 1;

  byId('lineage').hidden = sources.length === 0;
  fill(byId('source-filter'), FILTERS.map(([title, test], i) => el('option', {value: i}, `${title} (${number(sources.filter(test).length)})`)));
  byId('source-search').value = '';
  byId('source-search').oninput = byId('source-filter').onchange = () => show(null);
  byId('overview').onclick = () => {
    show(null);
    byId('source-search').focus();
  };
  byId('larger').onclick = () => resize(1.25);
  byId('smaller').onclick = () => resize(0.8);
  window.onresize = () => sources.length && draw();
  if (sources.length) show(null);
  return name => {
    const source = sources.find(candidate => candidate.name === name);
    if (source) {
      byId('source-search').value = '';
      byId('source-filter').value = 0;
      show(source);
      byId('lineage').scrollIntoView();
      byId('picture-title').focus();
    }
  };

  function resize(factor) {
    size = Math.min(2.5, Math.max(0.4, size * factor));
    draw();
  }

  function show(source) {
    chosen = source;
    list();
    draw();
  }

  function matching() {
    const wanted = byId('source-search').value.trim().toLowerCase();
    const [, test] = FILTERS[byId('source-filter').value || 0];
    return sources.filter(source => test(source) && [source.name, source.title, source.type].some(text => (text || '').toLowerCase().includes(wanted)));
  }

  function list() {
    const found = matching();
    const place = byId('sources');
    fill(place);
    fill(byId('more-sources'));
    if (!found.length) place.append(el('li', {}, el('p', {class: 'note'}, 'No source matches.')));
    byAndBy(place, found, 250, source => el('li', {}, el('button', {
      type: 'button', 'aria-current': source === chosen ? 'true' : undefined, onclick: () => show(source)
    }, el('span', {class: 'name'}, el('bdi', {}, source.title || source.name)), el('span', {class: 'state'}, state(source)))), byId('more-sources'));
  }

  function draw() {
    byId('overview').hidden = chosen === null;
    byId('picture-title').tabIndex = -1;
    if (chosen) one(chosen);
    else overview(matching());
  }

  function overview(found) {
    const shown = found.slice(0, SHOWN_SOURCES);
    fill(byId('picture-title'), 'Sources and where their streams are loaded');
    byId('picture-note').textContent = found.length > shown.length
      ? `${shown.length} of ${number(found.length)} sources, those with something missing first. Choose a source on the list, or search.`
      : 'A click on a source shows its streams.';
    fill(byId('streams'));
    const picture = graph();
    shown.forEach(source => {
      const from = picture.node('source', source.name, source.title || source.name, 0, tone(source), source);
      count(source.edges.filter(edge => edge.arrived !== false), edge => schemaOf(edge.to))
        .forEach((streams, schema) => picture.link(from, picture.node('schema', schema, schema, 1, 'drawn'), streams, 'drawn'));
      count(source.edges.filter(edge => edge.arrived === false), () => 'Not delivered')
        .forEach((streams, title) => picture.link(from, picture.node('failed', title, title, 1, 'failed'), streams, 'failed'));
      count(source.missing, stream => stream.title)
        .forEach((streams, title) => picture.link(from, picture.node('missing', title, 'Missing: ' + title, 1, 'missing'), streams, 'missing'));
      if (!source.edges.length && !source.missing.length) {
        picture.link(from, picture.node('none', source.change, NONE[source.change] || 'No streams', 1, tone(source)), 1, tone(source));
      }
    });
    render(picture, `${many(shown.length, 'source')} and the schemas they are loaded into. The list of sources has the same as text.`, 2);
  }

  function one(source) {
    fill(byId('picture-title'), el('bdi', {}, source.title || source.name), ' ', el('span', {class: 'note'}, state(source)));
    byId('picture-note').textContent = visible(source.problem || (source.type ? `${source.name} · ${source.type}` : source.name));
    const lines = [...source.missing.map(stream => ({...stream, kind: 'missing'})),
      ...source.edges.map(edge => ({...edge, kind: edge.arrived === false ? 'failed' : 'drawn'}))].sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.stream.localeCompare(b.stream));
    const picture = graph();
    const start = picture.node('source', source.name, '', 0, tone(source));
    const shown = lines.slice(0, SHOWN_STREAMS);
    shown.forEach(line => {
      const stream = picture.node('stream', line.stream, line.stream, 1, line.kind);
      picture.link(start, stream, 1, line.kind);
      if (line.kind === 'missing') picture.link(stream, picture.node('missing', line.title, 'Missing: ' + line.title, 2, 'missing'), 1, 'missing', line.detail);
      else picture.link(stream, picture.node(line.kind, line.to, line.to, 2, line.kind), 1, line.kind, `from ${line.from}, ${many(line.columns, 'column')}`);
    });
    if (!lines.length) picture.link(start, picture.node('none', '', NONE[source.change] || 'No streams', 1, tone(source)), 1, tone(source));
    render(picture, `The streams of ${source.title || source.name} and the tables they are loaded into. The table below has the same as text.`, 3);
    if (lines.length > shown.length) byId('picture-note').append(` The picture shows ${shown.length} of ${number(lines.length)} streams, the table all.`);
    const labels = ['Stream', 'From', 'To', 'Columns', ''];
    const rows = el('table', {class: 'stacks'});
    table(rows, 'Streams of ' + (source.title || source.name), ['Stream', 'From', 'To', '#Columns', 'Edge'], []);
    fill(byId('streams'), el('div', {class: 'scroll'}, rows));
    byAndBy(rows.tBodies[0], lines, 100, line => row(line.kind === 'missing'
      ? [el('bdi', {}, line.stream), [], [el('span', {}, line.detail, ' '), el('strong', {}, capital(line.remedy))], [], badge('Missing', 'warn')]
      : [el('bdi', {}, line.stream), dotted(line.from), dotted(line.to), {value: number(line.columns), number: true},
        line.kind === 'drawn' ? badge('Drawn', 'good') : badge('Not delivered', 'bad')], labels), byId('streams'));
  }

  function render(picture, label, columns) {
    const element = byId('graph');
    const width = byId('canvas').clientWidth;
    const narrow = columns === 3 ? 740 : 700;
    element.style.width = Math.max(width - 2, narrow) * Math.max(1, size) + 'px';
    const rows = picture.rows();
    const drawn = chart(element, Math.max(160, rows * ROW * size + 24), label, () => picture.option(columns, size));
    drawn.on('click', event => {
      const source = event.dataType === 'node' && columns === 2 && picture.sourceOf(event.name);
      if (source) show(source);
    });
  }
}

const ORDER = {failed: 0, missing: 1, drawn: 2};
const NONE = {deleted: 'Pipeline deleted', unread: 'Could not be read', kept: 'Kept as before', failed: 'Not delivered'};
const FILTERS = [
  ['All', () => true],
  ['Not delivered', source => tone(source) === 'failed'],
  ['With missing edges', source => source.missing.length > 0],
  ['Created', source => source.change === 'created'],
  ['Updated', source => source.change === 'updated'],
  ['Unchanged', source => source.change === 'unchanged'],
  ['Deleted', source => source.change === 'deleted']
];

const summed = (source, missing) => ({...source, edges: source.edges || [], missing});
const tone = source => source.problem || source.change === 'failed' || source.change === 'unread' ? 'failed' : source.missing.length ? 'missing' : 'drawn';
const worstFirst = (a, b) => ORDER[tone(a)] - ORDER[tone(b)] || a.name.localeCompare(b.name);

function state(source) {
  const drawn = source.edges.filter(edge => edge.arrived !== false).length;
  const lost = source.edges.length - drawn;
  return [capital(source.change), source.change === 'deleted' || source.change === 'unread' ? '' : ` · ${many(drawn, 'edge')}`,
    lost ? el('span', {class: 'bad'}, ` · ${number(lost)} not delivered`) : '',
    source.missing.length ? el('span', {class: 'warn'}, ` · ${number(source.missing.length)} missing`) : ''];
}

function count(items, keyOf) {
  const counted = new Map();
  items.forEach(item => counted.set(keyOf(item), (counted.get(keyOf(item)) || 0) + 1));
  return counted;
}

/** A full name that may be broken after its dots. */
const dotted = fqn => fqn.split(/(?<=\.)/).flatMap((part, i) => i ? [el('wbr'), part] : [part]);

/** The full name without its last part; parts may be quoted, and then hold dots. */
const schemaOf = fqn => (fqn.match(/"(?:[^"]|"")*"|[^.]+/g) || [fqn]).slice(0, -1).join('.');

/** Nodes and links as the chart library takes them. Names are numbers there, because those of others may be anything. */
function graph() {
  const known = new Map();
  const nodes = [];
  const links = [];
  return {
    node(kind, key, text, depth, toned, source) {
      const id = kind + '\n' + depth + '\n' + key;
      if (!known.has(id)) {
        known.set(id, String(nodes.length));
        nodes.push({name: String(nodes.length), text: visible(text), depth, toned, source});
      }
      return known.get(id);
    },
    link(source, target, value, toned, detail) {
      links.push({source, target, value, toned, detail});
    },
    sourceOf: name => nodes[name].source,
    rows: () => Math.max(...[0, 1, 2].map(depth => nodes.filter(node => node.depth === depth).length)),
    option(columns, size) {
      const paint = {drawn: colour('drawn'), missing: colour('warn-mark'), failed: colour('bad-mark')};
      const font = Math.round(12 * Math.min(1.6, Math.max(0.7, size)));
      return {
        animation: false,
        tooltip: tooltip(event => event.dataType === 'edge'
          ? [`${nodes[event.data.source].text} → ${nodes[event.data.target].text}`, event.data.detail || many(event.data.value, 'stream')]
          : [nodes[event.name].text || 'This source']),
        series: [{
          type: 'sankey', left: columns === 3 ? 12 : 150 * Math.max(1, size), right: 285 * Math.max(1, size), top: 12, bottom: 12, nodeWidth: 10, nodeGap: Math.max(3, 9 * size), draggable: false,
          layoutIterations: columns === 3 ? 0 : 32, emphasis: {focus: 'adjacency'},
          data: nodes.map(node => ({
            name: node.name, depth: node.depth, cursor: node.source ? 'pointer' : 'default',
            itemStyle: node.toned === 'missing' ? {color: colour('card'), borderColor: paint.missing, borderWidth: 2, borderType: 'dashed'}
              : node.toned === 'failed' ? {color: colour('card'), borderColor: paint.failed, borderWidth: 2} : {color: paint.drawn, borderWidth: 0},
            // no width on the left: the library would look for clicks on the label beside it
            label: {...words(), fontSize: font, position: node.depth === 0 ? 'left' : 'right', overflow: 'truncate',
              width: node.depth === 0 ? undefined : (columns === 3 && node.depth === 1 ? 200 : 270) * Math.max(1, size),
              formatter: () => node.depth === 0 && node.text.length > 22 ? node.text.slice(0, 21) + '…' : node.text}
          })),
          links: links.map(link => ({...link, lineStyle: {color: paint[link.toned], opacity: link.toned === 'drawn' ? 0.22 : 0.4, curveness: 0.5}}))
        }]
      };
    }
  };
}
