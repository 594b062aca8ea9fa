/* The list of kept reports. */

const kinds = [...new Set(data.map(pass => pass.kind))];
const newest = data.find(pass => pass.kind === 'lineage') || data[0];
const bad = data.filter(pass => pass.exitStatus > 0).length;

document.title = 'Run reports';
if (newest) {
  const ended = outcome(newest);
  fill(byId('verdict'), `The last ${newest.kind} run: ${ended.word.toLowerCase()}.`);
  fill(byId('facts'), badge(ended.word, ended.tone), el('span', {}, time(newest.startedAt)), el('span', {}, duration(newest.millis)),
    el('span', {}, bad ? `${many(bad, 'run')} of ${number(data.length)} had failures` : `no failures in ${many(data.length, 'run')}`));
} else {
  fill(byId('verdict'), 'No run so far.');
}
fill(byId('run-filter'), el('option', {value: ''}, 'All kinds'), kinds.map(kind => el('option', {value: kind}, KINDS[kind] || capital(kind))));
byId('run-filter').onchange = list;
list();
trend(data.filter(pass => pass.kind === 'lineage').reverse());

function list() {
  const kind = byId('run-filter').value;
  const labels = ['', '', '', 'took', 'what', 'missing edges', 'failures'];
  byId('runs').className = 'stacks';
  table(byId('runs'), 'Runs, the newest first', ['Time', 'Kind', 'Outcome', '#Duration', 'Changes', '#Missing', '#Failures'],
    data.filter(pass => !kind || pass.kind === kind).map(pass => {
      const ended = outcome(pass);
      return row([el('a', {href: pass.page}, el('time', {datetime: pass.startedAt}, time(pass.startedAt))), KINDS[pass.kind] || capital(pass.kind),
        badge(ended.word, ended.tone), {value: duration(pass.millis), number: true}, changes(pass),
        {value: number(pass.missingCount), number: true}, {value: number(pass.failureCount), number: true}], labels);
    }));
}

function changes(pass) {
  const counts = pass.counts;
  const told = pass.kind === 'status' ? [[counts.statuses, 'run status']]
    : [[counts.pipelines_created, 'created'], [counts.pipelines_updated, 'updated'], [counts.pipelines_deleted, 'deleted'], [counts.edges_drawn, 'edges drawn'], [counts.edges_removed, 'edges removed']];
  return told.filter(([count]) => count > 0).map(([count, word]) => `${number(count)} ${word}`).join(', ') || 'none';
}

function trend(passes) {
  byId('trend').hidden = passes.length < 2;
  if (passes.length < 2) return;
  const label = iso => new Date(iso).toLocaleString('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
  const edges = pass => pass.counts.edges_drawn + pass.counts.edges_unchanged;
  const axis = name => ({type: 'value', name, nameTextStyle: {...words(), color: colour('soft')}, axisLabel: {...words(), color: colour('soft')}, splitLine: {lineStyle: {color: colour('line')}}});
  const drawn = chart(byId('trend-chart'), 300, 'Duration, edges and missing edges of the kept lineage runs. The table below has the same as text.', () => ({
    animation: false, textStyle: words(), color: [colour('line'), colour('drawn'), colour('warn-mark')],
    legend: {top: 0, left: 0, itemHeight: 10, textStyle: words()},
    grid: {top: 62, left: 8, right: 8, bottom: 8, containLabel: true},
    tooltip: {...tooltip(event => [`${event.seriesName}: ${event.seriesName === 'seconds' ? duration(event.value * 1000) : number(event.value)}`, label(passes[event.dataIndex].startedAt)]), trigger: 'item'},
    xAxis: {type: 'category', data: passes.map(pass => label(pass.startedAt)), axisLabel: {...words(), color: colour('soft'), hideOverlap: true}, axisLine: {lineStyle: {color: colour('line')}}},
    yAxis: [axis('edges'), {...axis('seconds'), splitLine: {show: false}}],
    series: [{name: 'seconds', type: 'bar', yAxisIndex: 1, barMaxWidth: 26, data: passes.map(pass => pass.millis / 1000)},
      {name: 'edges', type: 'line', symbol: 'circle', symbolSize: 6, data: passes.map(edges)},
      {name: 'missing edges', type: 'line', symbol: 'triangle', symbolSize: 8, lineStyle: {type: 'dashed'}, data: passes.map(pass => pass.missingCount)}]
  }));
  drawn.on('click', event => location.assign(passes[event.dataIndex].page));
}
