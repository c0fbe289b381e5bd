// Runs everything that is measured, in turn, and prints the tables of README.md as Markdown. Countries are generated into
// FOLDER. Usage: node run.mjs FOLDER [LARGEST] [ROUNDS]; build/bench holds the programs.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import process from 'node:process';

const here = path.dirname(fileURLToPath(import.meta.url));
const build = path.join(here, '../../build/bench');
const lastmile = path.join(build, 'lastmile');
const phases = path.join(build, 'tools/bench/lastmile_bench');
const [folder, largest = '10000000', rounds = '5'] = process.argv.slice(2);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (x) => (x < 0.1 ? x.toFixed(4) : x.toFixed(2));

// A whole process: {s, mb}.
const whole = (command, ...args) => {
  const begin = process.hrtime.bigint();
  const run = spawnSync('/usr/bin/time', ['-f', '%M', command, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const s = Number(process.hrtime.bigint() - begin) / 1e9;
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return { s, mb: Number(run.stderr.toString().trim().split('\n').pop()) / 1024 };
};
const told = (command, ...args) => JSON.parse(execFileSync(command, args, { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] }));

// One round of each after the other, so that all meet the same machine.
const measure = (subjects) => {
  const results = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = 0; round < Number(rounds); ++round)
    for (const [name, run] of Object.entries(subjects)) results[name].push(run());
  return (name, figure) => median(results[name].map((result) => result[figure]));
};

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const lines = [];
for (let n = 10000; n <= Number(largest); n *= 10) {
  const country = path.join(folder, `country-${n}`);
  if (!existsSync(country)) execFileSync(lastmile, ['generate', '--premises', n, '--seed', '1', '--output', country]);
  const scenario = path.join(country, 'scenario.yaml');
  const snapshot = path.join(folder, `country-${n}.lmz`);
  execFileSync(lastmile, ['pack', scenario, '-o', snapshot, '--quiet']);
  const output = path.join(folder, 'output');
  const of = measure({
    run: () => whole(lastmile, 'run', scenario, '--quiet'),
    run1: () => whole(lastmile, 'run', scenario, '--quiet', '--threads', '1'),
    snapshot: () => whole(lastmile, 'run', snapshot, '--quiet'),
    phases: () => {
      rmSync(output, { recursive: true, force: true });
      return told(phases, scenario, '2', output);
    },
    phases1: () => told(phases, scenario, '1'),
    duckdb: () => told('node', 'duckdb.mjs', country, '2'),
  });
  rmSync(output, { recursive: true, force: true });
  const bytes = ['sites', 'links', 'premises'].reduce((sum, t) => sum + statSync(path.join(country, `${t}.csv`)).size, 0);
  lines.push({ n, bytes, of });
}

row('premises', 'tables', 'read + check', 'build', 'evaluate', 'write', 'read rate', 'peak memory');
row(...Array(8).fill('---'));
for (const { n, bytes, of } of lines)
  row(n.toLocaleString('en'), `${(bytes / 1e6).toFixed(1)} MB`, ...['read_check_s', 'build_s', 'evaluate_s', 'write_s'].map((f) => `${seconds(of('phases', f))} s`),
      `${(n / of('phases', 'read_check_s') / 1e6).toFixed(1)} M/s`, `${of('run', 'mb').toFixed(0)} MB`);
console.log();
row('premises', 'run', 'DuckDB, 2 threads', 'run / DuckDB', 'DuckDB memory', 'run from snapshot', 'evaluate / igraph', 'again', 'igraph');
row(...Array(9).fill('---'));
for (const { n, of } of lines)
  row(n.toLocaleString('en'), `${seconds(of('run', 's'))} s`, `${seconds(of('duckdb', 'total_s'))} s`, (of('run', 's') / of('duckdb', 'total_s')).toFixed(2),
      `${of('duckdb', 'peak_mb').toFixed(0)} MB`, `${seconds(of('snapshot', 's'))} s`, (of('phases', 'evaluate_s') / of('phases', 'igraph_s')).toFixed(2),
      (of('phases', 'evaluate_again_s') / of('phases', 'igraph_s')).toFixed(2),
      `${seconds(of('phases', 'igraph_s'))} s`);
console.log();
row('premises', 'run, 1 thread', '2 threads', 'gain', 'evaluate, 1 thread', '2 threads', 'gain');
row(...Array(7).fill('---'));
for (const { n, of } of lines)
  row(n.toLocaleString('en'), `${seconds(of('run1', 's'))} s`, `${seconds(of('run', 's'))} s`, (of('run1', 's') / of('run', 's')).toFixed(2),
      `${seconds(of('phases1', 'evaluate_s'))} s`, `${seconds(of('phases', 'evaluate_s'))} s`, (of('phases1', 'evaluate_s') / of('phases', 'evaluate_s')).toFixed(2));
