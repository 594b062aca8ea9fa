/* The report of one pass. */

const ended = outcome(data);
const anythingWritten = ['pipelines_created', 'pipelines_updated', 'pipelines_deleted', 'edges_drawn', 'statuses'].some(key => data.counts[key] > 0);

document.title = `${ended.word}: ${kindOf(data)}, ${time(data.startedAt)}`;
fill(byId('kind'), `${kindOf(data)} · `, el('time', {datetime: data.startedAt}, time(data.startedAt)));
fill(byId('verdict'), verdict());
fill(byId('facts'), badge(ended.word, ended.tone), el('span', {}, `took ${duration(data.millis)}`),
  data.runs.map(run => el('span', {}, el('bdi', {}, run.service))), el('span', {}, `exit status ${data.exitStatus}`));
const inHistory = location.pathname.includes('/history/');
if (data.kept) fill(byId('links'), el('a', {href: inHistory ? '../index.html' : 'index.html'}, 'All kept reports'));
fill(byId('foot'), 'The same data, for programs: ', el('a', {href: location.pathname.split('/').pop().replace(/html$/, 'json')}, 'JSON'));

function verdict() {
  if (data.exitStatus === 2) return anythingWritten ? 'The run was broken off.' : 'Nothing was written.';
  if (data.exitStatus === 1) return data.failureCount ? `Not everything arrived: ${many(data.failureCount, 'failure')}.` : 'The run ended early.';
  if (data.failureCount) return `Not everything arrived: ${many(data.failureCount, 'failure')}, which the workflow bears.`;
  if (data.kind === 'status') return 'Run status is up to date.';
  if (data.kind === 'replay') return data.runs.length ? 'All dead letters were delivered.' : 'There were no dead letters.';
  const gone = data.counts.edges_removed;
  const warnings = data.runs.reduce((sum, run) => sum + run.warnings.length, 0);
  return 'Everything was delivered'
    + (gone ? `; ${many(gone, 'edge was', 'edges were')} removed` + (warnings ? ` (${many(warnings, 'warning')} below)` : '') : '')
    + (data.missingCount ? `; ${many(data.missingCount, 'edge')} could not be drawn` : '') + '.';
}

/* what to do */

function todo() {
  const items = [];
  const add = (tone, title, text, where, such) => items.push({tone, title, text, where, such});
  data.problems.forEach(problem => add('bad', problem, 'Correct it and start again; nothing was done.'));
  data.refusedFiles.forEach(why => add('bad', why, 'It was not replayed. Look at the file, then put it back or delete it.'));
  data.unreadMessages.forEach(what => add('bad', what, 'It came out of the queue and is no lineage message.'));
  data.runs.forEach(run => {
    const where = data.runs.length > 1 ? run.service : null;
    if (run.stopped) add('bad', run.stopped, 'The run of this account ended there.', where);
    run.failures.slice(0, 6).forEach(group => add('bad', group.failures.length > 1 ? `${number(group.failures.length)} × ${group.cause}` : group.cause,
      'Hit: ' + examples(group.failures, failure => failure.what), where));
    if (run.failures.length > 6) add('bad', `${number(run.failures.length - 6)} more causes`, 'They are listed under Failures.', where);
    if (run.counts.parked) add('warn', many(run.counts.parked, 'source is a dead letter', 'sources are dead letters'),
      'The next run delivers them once the cause is gone; -Dingest.mode=replay does it at once.', where);
    run.warnings.forEach(warning => add('warn', warning, 'The settings of this account ask for it.', where));
    run.missing.forEach(group => add(/^nothing to do/.test(group.remedy) ? '' : 'warn', `${number(group.count)} × ${group.title}`, capital(group.remedy) + '.', where,
      examples(group.streams, stream => `${stream.source} / ${stream.stream}`)));
    run.notes.forEach(note => add('', capital(note), '', where));
    if (run.left) add('', capital(run.left), '', where);
  });
  const order = ['bad', 'warn', ''];
  items.sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
  if (!items.some(item => item.tone)) items.unshift({tone: 'good', title: 'Nothing to do', text: 'All that Stitch tells is in the catalog, as far as it can be.'});
  const list = el('ol', {class: 'todo'});
  byAndBy(list, items, 12, item => el('li', {class: item.tone}, item.where ? el('span', {class: 'where'}, el('bdi', {}, item.where)) : null,
    el('strong', {}, item.title), item.text ? el('p', {}, item.text) : null, item.such ? el('p', {class: 'such'}, item.such) : null), byId('todo'));
  byId('todo').prepend(list);
}

const examples = (items, textOf) => items.slice(0, 3).map(textOf).join(', ') + (items.length > 3 ? ` and ${number(items.length - 3)} more` : '');

/* the account that is shown */

function show(run) {
  const counts = run ? run.counts : data.counts;
  const dropped = run ? run.droppedColumns : [];
  fill(byId('tiles'), data.kind === 'status' ? [tile('Run status', counts.statuses, 'delivered', [[counts.statuses_unchanged, 'unchanged']]), pushed(run)] : [
    tile('Sources', counts.sources, 'read', [[counts.sources_left_out, 'left out'], [counts.parked, 'dead letters', true]]),
    tile('Pipelines', counts.pipelines_created + counts.pipelines_updated, 'written', [[counts.pipelines_created, 'created'], [counts.pipelines_updated, 'updated'],
      [counts.pipelines_unchanged, 'unchanged'], [counts.pipelines_kept, 'kept'], [counts.pipelines_deleted, 'deleted']]),
    tile('Edges', counts.edges_drawn, 'drawn', [[counts.edges_unchanged, 'unchanged'], [counts.edges_removed, 'removed'], [run ? run.missingCount : data.missingCount, 'missing', true]]),
    tile('Columns', counts.columns_linked, 'linked', [[dropped.reduce((sum, group) => sum + group.count, 0), 'left out']]),
    counts.tables_registered ? tile('Tables', counts.tables_registered, 'registered', []) : [],
    pushed(run)
  ]);
  if (!run) return;
  const goTo = lineage(run);
  missing(run, goTo);
  failures(run);
  columns(run);
  calls(run);
}

/* the rows that went into the history, where there is one */
function pushed(run) {
  const runs = (run ? [run] : data.runs).filter(each => each.pushed);
  const tables = [...new Set(runs.flatMap(each => Object.keys(each.pushed)))];
  const rows = table => runs.reduce((sum, each) => sum + (each.pushed[table] || 0), 0);
  return runs.length ? tile('History', tables.reduce((sum, table) => sum + rows(table), 0), 'rows pushed', tables.map(table => [rows(table), table.replace('stitch_openmetadata_', '').replace('_', ' ')])) : [];
}

function tile(title, value, unit, rest) {
  const others = rest.filter(([count]) => count > 0);
  return el('div', {}, el('dt', {}, title), el('dd', {class: 'main'}, number(value), ' ', el('small', {}, unit)),
    el('dd', {class: 'rest'}, others.flatMap(([count, word, warns], i) => [i ? ', ' : '', warns ? el('span', {class: 'warn'}, `${number(count)} ${word}`) : `${number(count)} ${word}`])));
}

function missing(run, goTo) {
  byId('missing').hidden = run.missing.length === 0;
  fill(byId('missing-reason'), el('option', {value: ''}, 'All reasons'), run.missing.map(group => el('option', {value: group.reason}, capital(group.title))));
  byId('missing-search').value = '';
  byId('missing-search').oninput = byId('missing-reason').onchange = list;
  list();

  function list() {
    const wanted = byId('missing-search').value.trim().toLowerCase();
    const reason = byId('missing-reason').value;
    const groups = run.missing.filter(group => !reason || group.reason === reason)
      .map(group => ({...group, found: group.streams.filter(stream => [stream.source, stream.stream, stream.detail].some(text => text.toLowerCase().includes(wanted)))}))
      .filter(group => !wanted || group.found.length);
    const found = groups.reduce((sum, group) => sum + group.found.length, 0);
    byId('missing-count').textContent = wanted || reason ? `${many(found, 'missing edge')} found`
      : run.missingCount > found ? `${number(run.missingCount)} in all, of which ${number(found)} are listed` : many(found, 'missing edge');
    fill(byId('missing-groups'), groups.map(group => {
      const rows = el('table', {class: 'stacks'});
      const shown = el('details', {open: Boolean(wanted || reason) || found <= 60}, el('summary', {}, badge(number(wanted ? group.found.length : group.count), 'warn'), capital(group.title)),
        el('p', {}, el('strong', {}, 'Remedy: '), capital(group.remedy) + '.'), rows);
      table(rows, 'Missing: ' + group.title, ['Source', 'Stream', 'Looked for'], []);
      byAndBy(rows.tBodies[0], group.found, 100, stream => row([el('button', {type: 'button', class: 'link', onclick: () => goTo(stream.source)}, el('bdi', {}, stream.source)),
        el('bdi', {}, stream.stream), stream.detail], ['Source', 'Stream', '']), shown);
      return shown;
    }));
  }
}

function failures(run) {
  byId('failures').hidden = run.failures.length === 0;
  fill(byId('failure-groups'), run.failures.map((group, i) => {
    const rows = el('table', {class: 'stacks'});
    const shown = el('details', {open: i < 5}, el('summary', {}, badge(number(group.failures.length), 'bad'), group.cause), rows);
    table(rows, 'Failures: ' + group.cause, ['What', 'Why'], []);
    byAndBy(rows.tBodies[0], group.failures, 50, failure => row([el('bdi', {}, failure.what), failure.why]), shown);
    return shown;
  }));
}

function columns(run) {
  byId('columns').hidden = run.droppedColumns.length === 0;
  fill(byId('column-groups'), run.droppedColumns.map(group => el('details', {}, el('summary', {}, badge(number(group.count)), capital(group.title)),
    el('p', {}, capital(group.explanation) + '.'),
    el('p', {class: 'note'}, 'Such as ' + group.examples.map(column => `${column.source} / ${column.stream} / ${column.field}`).join(', ')))));
}

function calls(run) {
  byId('calls').hidden = run.calls.length === 0;
  const sum = side => run.calls.filter(call => call.side === side).reduce((total, call) => total + call.count, 0);
  byId('calls-note').textContent = `${number(sum('Stitch'))} to Stitch, ${number(sum('OpenMetadata'))} to OpenMetadata. Times are from the beginning of a call to the end of its answer. `
    + 'An answer of 404 often only tells that there is no such thing yet.';
  const shown = [...run.calls].sort((a, b) => b.p95 - a.p95).slice(0, 12).reverse();
  chart(byId('calls-chart'), 70 + shown.length * 30, 'Times of the slowest endpoints. The table below has the same as text.', () => ({
    animation: false, textStyle: words(), color: [colour('line'), colour('drawn')],
    legend: {top: 0, left: 0, itemHeight: 10, textStyle: words()},
    grid: {top: 34, left: 4, right: 24, bottom: 24, containLabel: true},
    tooltip: {...tooltip(event => [event.name, `${event.seriesName} ${duration(event.value)}`]), trigger: 'item'},
    xAxis: {type: 'value', axisLabel: {...words(), color: colour('soft'), hideOverlap: true, formatter: '{value} ms'}, splitLine: {lineStyle: {color: colour('line')}}},
    yAxis: {type: 'category', data: shown.map(call => `${call.method} ${call.path}`), axisTick: {show: false}, axisLine: {lineStyle: {color: colour('line')}},
      axisLabel: {...words(), width: Math.min(330, byId('calls-chart').clientWidth * 0.45), overflow: 'truncate'}},
    series: [['95 % took at most', 'p95', 16], ['half took at most', 'p50', 8]].map(([name, key, width]) => ({name, type: 'bar', barWidth: width, barGap: name.startsWith('half') ? '-75%' : undefined, data: shown.map(call => call[key])}))
  }));
  table(byId('calls-table'), 'Requests by endpoint', ['Side', 'Endpoint', '#Count', '#Repeated', 'Unusable answers', '#p50 ms', '#p95 ms', '#Max ms'],
    run.calls.map(call => row([call.side, {value: `${call.method} ${call.path}`}, num(call.count), num(call.repeated),
      Object.entries(call.unusable).map(([status, times]) => `${number(times)} × ${status === 'none' ? 'no answer' : status}`).join(', '), num(call.p50, 1), num(call.p95, 1), num(call.max, 1)])));
}

const num = (value, digits) => ({value: value.toLocaleString('en', {maximumFractionDigits: digits || 0}), number: true});

todo();
if (data.runs.length > 1) {
  byId('accounts').hidden = false;
  fill(byId('account'), data.runs.map((run, i) => el('option', {value: i}, `${run.service} (${run.workflow})`)));
  byId('account').onchange = () => show(data.runs[byId('account').value]);
  const worst = data.runs.findIndex(run => run.stopped || run.failureCount);
  byId('account').value = Math.max(0, worst);
}
show(data.runs[byId('account').value || 0]);
