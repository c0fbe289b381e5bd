// Measures how time and memory of each command grow with the premises, and prints the table of README.md as Markdown.
// Countries, snapshots and results go into FOLDER. Usage: node growth.mjs LASTMILE FOLDER [LARGEST] [ROUNDS] [ROW...]
// ROW is the beginning of rows to measure, such as run or "plan"; without it all are measured.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import process from 'node:process';

const here = path.dirname(fileURLToPath(import.meta.url));
const [lastmile, folder, largest = '10000000', rounds = '3', ...wanted] = process.argv.slice(2);
const output = path.join(folder, 'output');

// The rollout builds about a quarter of what is missing; failures are those of four kinds and tiers.
const rollout = (n) => `lastmile: 1
extends: scenario.yaml
timeline: {start: 2027-Q1, periods: 16}
rollout: {budget_per_period: ${n * 10}, order: [tier, users_per_cost]}
options:
  tiers: {}
  remedies: {rollout: {works: remedies, order: [cheapest]}}
`;
const failures = `lastmile: 1
extends: scenario.yaml
reliability:
  cabinet: {failures_per_year: 0.05, repair_hours: 8}
  exchange: {failures_per_year: 0.02, repair_hours: 4}
  feeder: {failures_per_km_year: 0.0027, repair_hours: 12}
  drop: {failures_per_year: 0.016, repair_hours: 24}
`;
const study = (n) => `lastmile: 1
study: Cost of final links
scenario: ../country-${n}/scenario.yaml
vary:
  drop_cost: {select: {tier: drop}, scale: {uniform: [0.8, 1.6]}}
design: {method: random, samples: 100, seed: 1}
`;

// The files of n premises.
const files = (n) => {
  const at = path.join(folder, `country-${n}`);
  const named = {
    at,
    scenario: path.join(at, 'scenario.yaml'),
    rollout: path.join(at, 'rollout.yaml'),
    failures: path.join(at, 'failures.yaml'),
    snapshot: path.join(folder, `country-${n}.lmz`),
    study: path.join(folder, 'studies', `${n}.yaml`),
    town: path.join(folder, `town-${n}`),
  };
  if (!existsSync(at)) whole(lastmile, 'generate', '--premises', n, '--seed', 1, '--output', at, '--quiet');
  if (!existsSync(named.snapshot)) whole(lastmile, 'pack', named.scenario, '-o', named.snapshot, '--quiet');
  mkdirSync(path.dirname(named.study), { recursive: true });
  writeFileSync(named.rollout, rollout(n));
  writeFileSync(named.failures, failures);
  writeFileSync(named.study, study(n));
  return named;
};

// What is measured: the words of a row, its command line, and the most premises, with the reason in README.md.
const rows = [
  ['check', (f) => ['check', f.scenario]],
  ['run', (f) => ['run', f.scenario]],
  ['run --by area', (f) => ['run', f.scenario, '--by', 'area']],
  ['run from a snapshot', (f) => ['run', f.snapshot]],
  ['run --output', (f) => ['run', f.scenario, '--output', output]],
  ['run --set service=bead', (f) => ['run', f.scenario, '--set', 'service=bead']],
  ['pack', (f) => ['pack', f.scenario, '-o', `${output}.lmz`]],
  ['explain', (f) => ['explain', f.scenario, 'h17']],
  ['compare', (f) => ['compare', f.scenario, f.failures]],
  ['simulate, 16 quarters', (f) => ['simulate', f.rollout, '--option', 'tiers']],
  ['compare, 2 options of 16 quarters', (f) => ['compare', f.rollout]],
  ['plan --budget', (f, n) => ['plan', f.scenario, '--budget', n * 20, '--time-limit', 60], 1e6],
  ['reliability, 10,000 worlds', (f) => ['reliability', f.failures]],
  ['report', (f) => ['report', f.scenario, '-o', `${output}.html`], 1e6],
  ['sweep, 100 runs', (f) => ['sweep', f.study, '-o', output]],
  ['import', (f) => ['import', '--mapping', path.join(f.town, 'map.yaml'), '-o', output], 1e6],
];

// A whole process: wall and processor time in seconds, peak memory in MB.
function whole(command, ...args) {
  const run = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', command, ...args.map(String)], {
    stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${run.stderr}`);
  const [wall, user, system, kb] = run.stderr.trim().split('\n').pop().split(' ').map(Number);
  return { wall, processor: user + system, mb: kb / 1024 };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (x) => (x < 0.995 ? x.toFixed(2) : x < 9.95 ? x.toFixed(1) : x.toFixed(0));

const sizes = [];
for (let n = 10000; n <= Number(largest); n *= 10) sizes.push(n);
const chosen = rows.filter(([words]) => wanted.length === 0 || wanted.some((beginning) => words.startsWith(beginning)));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
row('command', ...sizes.map((n) => n.toLocaleString('en')));
row(...Array(sizes.length + 1).fill('---'));
for (const [words, line, most = Infinity] of chosen) {
  const cells = sizes.map((n) => {
    if (n > most) return '';
    const named = files(n);
    if (line(named, n)[0] === 'import' && !existsSync(named.town))
      spawnSync('python3', [path.join(here, 'import_town.py'), named.town, String(n)], { stdio: 'inherit' });
    const measured = Array.from({ length: Number(rounds) }, () => {
      rmSync(output, { recursive: true, force: true });
      return whole(lastmile, ...line(named, n), '--quiet');
    });
    const of = (figure) => median(measured.map((one) => one[figure]));
    return `${seconds(of('wall'))} s (${seconds(of('processor'))}), ${of('mb').toFixed(0)} MB`;
  });
  row(words, ...cells);
}
