// The page of `lastmile report` in a real browser. Over 400 lines: all tests share one browser.
//
//     node --test page_test.mjs            with PROGRAM, SOURCE, CHROMIUM and WASM (ON or OFF) in the environment
//
// Each page is opened from its file. An error, a message on the console, or a request to anything but the page fails
// the test.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';

// The packages lie in the current folder, not beside this file.
const require = createRequire(join(process.cwd(), 'package.json'));
const { launch } = (await import(pathToFileURL(require.resolve('puppeteer-core')).href)).default;
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const { PROGRAM, SOURCE, CHROMIUM } = process.env;
const skip = process.env.WASM === 'ON' ? false : 'built without LASTMILE_WASM';
const folder = mkdtempSync(join(tmpdir(), 'lastmile-page-'));
let browser;

before(async () => {
  const isRoot = process.getuid() === 0; // for root alone Chromium has no sandbox
  browser = await launch({
    executablePath: CHROMIUM, headless: true, userDataDir: join(folder, 'profile'), timeout: 0, protocolTimeout: 0,
    args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync', ...(isRoot ? ['--no-sandbox'] : [])] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args) => execFileSync(PROGRAM, args, { cwd: SOURCE, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
const json = (command, ...args) => JSON.parse(run(command, '--format', 'json', ...args));

/** Physics may differ in the last digits, since the page has another mathematical library. */
function assertAlike(got, wanted, path = '') {
  if (typeof wanted === 'number' && typeof got === 'number') {
    assert.ok(Math.abs(got - wanted) <= 1e-12 * Math.abs(wanted), `${path}: ${got} is not ${wanted}`);
  } else if (wanted !== null && typeof wanted === 'object') {
    assert.deepEqual(Object.keys(got ?? {}), Object.keys(wanted), path);
    for (const key of Object.keys(wanted)) assertAlike(got[key], wanted[key], `${path}.${key}`);
  } else assert.equal(got, wanted, path);
}

/** Figures but for the part that names the file; `service` is physics. */
function assertFigures(got, wanted, about) {
  const exact = ({ scenario, service, parameters, ...rest }) => rest;
  assert.deepEqual(exact(got), exact(wanted), about);
  assertAlike(got.service, wanted.service, `${about}: service`);
}

/** Opens the page of some scenarios; `offences` collects what must not happen. */
async function open(scenarios, { width = 1280, height = 900, flags = [], hasEngine = true } = {}) {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.html`);
  run('report', ...scenarios, '-o', file, ...flags);
  if (!hasEngine) writeFileSync(file, readFileSync(file, 'utf8').replace(/(id="page-engine">)[^<]*/, '$1'));
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  const offences = [];
  page.on('console', (message) => offences.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => offences.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { offences.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    const url = request.url();
    if (url !== pathToFileURL(file).href && !url.startsWith('data:')) offences.push(`request: ${url}`);
  });
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return { page, offences, file };
}

async function close({ page, offences }) {
  await page.close();
  assert.deepEqual(offences, []);
}

/** The headline of `lastmile run`, on one line. */
function headline(scenario) {
  const lines = run('run', scenario, '--quiet').split('\n');
  const first = lines.findIndex((line, i) => i > 1 && line.startsWith('  '));
  const end = lines.indexOf('', first);
  return lines.slice(first, end).map((line) => line.trim()).join(' ');
}

/** Homes in two areas that lie apart. */
const twoAreas = `lastmile: 1
name: two areas
sites: [{id: pop, kind: source, value: 900, lon: 7.0, lat: 50.0}, {id: n, area: north, cost: 100, lon: 7.0, lat: 50.2}, {id: s, area: south, cost: 100, lon: 7.0, lat: 49.8}]
links: [{id: fn, from: pop, to: n, tier: feeder, cost: 10}, {id: fs, from: pop, to: s, tier: feeder, cost: 10}]
premises:
  - {id: n1, area: north, lon: 6.97, lat: 50.22, drop: {from: n}}
  - {id: n2, area: north, lon: 7.03, lat: 50.22, drop: {from: n}}
  - {id: s1, area: south, lon: 6.97, lat: 49.78, drop: {from: s, state: planned, cost: 10}}
  - {id: s2, area: south, lon: 7.03, lat: 49.78, drop: {from: s, state: planned, cost: 10}}
`;

const scenarios = ['cable', 'fibre', 'telephone', 'marathon', 'turnout', 'car_sale', 'village_vdsl', 'full_terminal', 'town_rollout']
  .map((name) => `scenarios/${name}.yaml`);

describe('the page of every teaching scenario', () => {
  for (const scenario of scenarios)
    test(`${scenario} opens silently, with the headline, figures and explanations of the program`, async () => {
      const opened = await open([scenario]);
      const { page } = opened;
      assert.equal(await page.$eval('#headline', (element) => element.textContent), headline(scenario));
      assert.equal(await page.evaluate(() => window.lastmile.canChange), !skip);
      const result = json('run', scenario, '--quiet');
      assert.deepEqual(await page.evaluate(() => window.lastmile.figures()), result);
      // Every marked figure is one of the result.
      const unknown = await page.$$eval('[data-figure]', (cells) => cells.map((cell) => cell.dataset.figure).filter((path) => window.lastmile.figure(path) === undefined));
      assert.deepEqual(unknown, []);
      assert.equal(await page.$eval('[data-figure="ladder.served.homes"]', (cell) => cell.textContent.replaceAll(',', '')), String(result.ladder[4].homes));
      await close(opened);
    });

  test('several profiles and --set', async () => {
    const flags = ['--set', 'service=[bead, gigabit]'];
    const opened = await open(['scenarios/full_terminal.yaml'], { flags });
    const result = json('run', 'scenarios/full_terminal.yaml', '--quiet', ...flags);
    assert.equal(result.profiles.length, 2);
    assert.deepEqual(await opened.page.evaluate(() => window.lastmile.figures()), result);
    assert.equal(await opened.page.$eval('[data-figure="profiles.1.homes"]', (cell) => Number(cell.textContent)), result.profiles[1].homes);
    if (!skip) {
      const of = await opened.page.evaluate(() => { window.lastmile.set('feeder', 'failed'); window.lastmile.undo(); return window.lastmile.figures(); });
      assert.deepEqual(of.profiles, result.profiles);
    }
    await close(opened);
  });

  test('explanations are those of the program', { skip }, async () => {
    for (const scenario of ['scenarios/cable.yaml', 'scenarios/full_terminal.yaml', 'tests/support/island_town.yaml']) {
      const opened = await open([scenario]);
      for (const name of await opened.page.evaluate(() => window.lastmile.premises())) {
        const { service, ...told } = json('explain', scenario, '--quiet', '--', name);
        const { service: line, ...shown } = await opened.page.evaluate((id) => window.lastmile.explain(id), name);
        assert.deepEqual(shown, told, name);
        assertAlike(line, service, name);
      }
      await close(opened);
    }
  });

  test('without the engine, explanations come from columns, and the page says that it has no what-if', async () => {
    for (const scenario of ['scenarios/cable.yaml', 'scenarios/telephone.yaml', 'scenarios/full_terminal.yaml', 'scenarios/fibre.yaml']) {
      const opened = await open([scenario], { hasEngine: false });
      assert.equal(await opened.page.evaluate(() => window.lastmile.canChange), false);
      assert.match(await opened.page.$eval('#whatif', (section) => section.textContent), /without the engine/);
      assert.equal(await opened.page.evaluate(() => { try { window.lastmile.set('x', 'planned'); return ''; } catch (error) { return error.message; } }), 'this page was made without the engine');
      const names = await opened.page.evaluate(() => window.lastmile.premises());
      assert.ok(names.length > 0);
      for (const name of names) {
        const told = json('explain', scenario, '--quiet', '--', name);
        const shown = await opened.page.evaluate((id) => window.lastmile.explain(id), name);
        for (const part of ['schema', 'premises', 'rung', 'obstacles', 'route']) assert.deepEqual(shown[part], told[part], `${name}: ${part}`);
        for (const part of ['elements', 'completion_cost', 'releases'])
          assert.deepEqual(shown.remedy[part], told.remedy[part], `${name}: ${part}`);
      }
      await close(opened);
    }
  });
});

describe('what-if', { skip }, () => {
  // Numbers that look random and are the same in every run.
  let seed = 12345;
  const random = (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  /** Runs what the page would save, beside a copy of the original. */
  async function runOfChanges(page, original) {
    const changed = original.replace(/\.yaml$/, '_changed.yaml');
    writeFileSync(changed, await page.evaluate(() => window.lastmile.scenario()));
    return json('run', changed, '--quiet');
  }

  for (const name of ['cable', 'telephone', 'full_terminal'])
    test(`twenty changes of ${name} give what run gives of the scenario that the page saves`, async () => {
      const original = join(folder, `${name}.yaml`);
      copyFileSync(join(SOURCE, `scenarios/${name}.yaml`), original);
      const opened = await open([original]);
      const { page } = opened;
      const start = await page.evaluate(() => window.lastmile.figures());
      const ids = [...new Set((await page.evaluate(() => window.lastmile.premises().flatMap((id) => window.lastmile.explain(id).route.map((step) => step.element)))))];
      assert.ok(ids.length > 10);
      let differences = 0;
      for (let i = 0; i < 20; ++i) {
        const id = ids[random(ids.length)];
        const state = ['operational', 'failed', 'planned', 'inactive'][random(4)];
        await page.evaluate((of, to) => window.lastmile.set(of, to), id, state);
        const got = await page.evaluate(() => window.lastmile.figures());
        assertFigures(got, await runOfChanges(page, original), `${id} ${state}`);
        assert.equal(await page.$eval('#tiles [data-figure="ladder.served.homes"]', (cell) => Number(cell.textContent.replaceAll(',', ''))), got.ladder[4].homes);
        if (JSON.stringify(got.ladder) !== JSON.stringify(start.ladder)) ++differences;
      }
      assert.ok(differences > 5, 'most changes move the ladder');
      for (let i = 0; i < 20; ++i) await page.evaluate(() => window.lastmile.undo());
      assert.deepEqual(await page.evaluate(() => window.lastmile.figures()), start, 'undo leads back to the start');
      await page.evaluate((id) => { window.lastmile.set(id, 'failed'); window.lastmile.reset(); }, ids[0]);
      assert.deepEqual(await page.evaluate(() => window.lastmile.figures()), start, 'reset leads back to the start');
      await close(opened);
    });

  test('buttons and the budget do the same, and the explanation follows', async () => {
    const original = join(folder, 'cable.yaml');
    copyFileSync(join(SOURCE, 'scenarios/cable.yaml'), original);
    const opened = await open([original]);
    const { page } = opened;
    await page.evaluate(() => window.lastmile.show('mill_court'));
    const press = (text) => page.evaluate((words) => [...document.querySelectorAll('#explanation button, #whatif button')].find((button) => button.textContent === words).click(), text);
    await press('What if this work were done?');
    assert.match(await page.$eval('.verdict', (verdict) => verdict.textContent), /^Watching/);
    assertFigures(await page.evaluate(() => window.lastmile.figures()), await runOfChanges(page, original), 'one drop');
    await press('Undo');
    assert.match(await page.$eval('.verdict', (verdict) => verdict.textContent), /drop missing/);
    const drag = (value) => page.$eval('#budget', (slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input')); slider.dispatchEvent(new Event('change')); }, String(value));
    await drag(70); // USD 32,200 of 92,000: oak_houses for 24,000, and nothing else fits
    assert.deepEqual(await page.$$eval('#whatif-chosen tbody th', (cells) => cells.map((cell) => cell.textContent)), ['oak_houses/drop']);
    await drag(200);
    const all = await page.evaluate(() => window.lastmile.figures());
    assertFigures(all, await runOfChanges(page, original), 'all drops');
    assert.equal(all.unserved.find((one) => one.cause === 'final_link_missing').sole.homes, 0);
    await press('Back to the start');
    assert.equal(await page.evaluate(() => window.lastmile.figure('ladder.served.homes')), 184);
    await close(opened);
  });

  test('what a budget can buy follows the other changes, and undo leads back over both', async () => {
    // Two homes lack their drops, and their cabinet is not built: only then do drops alone help them.
    const original = join(folder, 'street.yaml');
    writeFileSync(original, `lastmile: 1
name: street
sites: [{id: pop, kind: source, value: 1000}, {id: cab, state: planned, cost: 500}]
links: [{id: f, from: pop, to: cab, tier: feeder, cost: 300}]
premises:
  - {id: a, homes: 2, drop: {from: cab, state: planned, cost: 100}}
  - {id: b, homes: 3, drop: {from: cab, state: planned, cost: 100}}
`);
    const opened = await open([original]);
    const { page } = opened;
    const drag = (value) => page.$eval('#budget', (slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input')); slider.dispatchEvent(new Event('change')); }, String(value));
    const chosen = () => page.$$eval('#whatif-chosen tbody th', (cells) => cells.map((cell) => cell.textContent));
    assert.equal(await page.$eval('#budget', (slider) => slider.disabled), true);
    await page.evaluate(() => window.lastmile.set({ site: 'cab' }, 'operational'));
    assert.equal(await page.$eval('#budget', (slider) => slider.disabled), false);
    await drag(100); // EUR 100 of 200: b releases more
    assert.deepEqual(await chosen(), ['b/drop']);
    assertFigures(await page.evaluate(() => window.lastmile.figures()), await runOfChanges(page, original), 'half');
    await page.evaluate(() => window.lastmile.set({ link: 'a/drop' }, 'failed')); // then only b is left to buy
    await drag(200);
    assert.deepEqual(await chosen(), ['b/drop']);
    assert.match(await page.$eval('#whatif-body output', (shown) => shown.value), /^EUR 100 of EUR 100$/);
    for (let i = 0; i < 3; ++i) await page.evaluate(() => window.lastmile.undo());
    assert.deepEqual(await chosen(), []);
    assert.equal(await page.evaluate(() => window.lastmile.scenario().match(/site: "cab", state: operational/g).length), 1);
    await close(opened);
  });

  test('figures by area follow a change', async () => {
    const original = join(folder, 'areas.yaml');
    writeFileSync(original, twoAreas);
    const opened = await open([original]);
    const { page } = opened;
    const cells = () => page.$$eval('#areas tbody tr', (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual((await cells()).map((row) => [row[0], row[4]]), [['north', '2'], ['south', '0'], ['none', '0']]);
    const shown = (text) => page.waitForFunction((wanted) => [...document.querySelectorAll('#areas tbody tr')].map((row) => `${row.children[0].textContent} ${row.children[4].textContent}`).join() === wanted, {}, text);
    await page.evaluate(() => window.lastmile.set('s2/drop', 'operational'));
    await shown('north 2,south 1,none 0');
    await page.evaluate(() => document.querySelectorAll('#areas .sort')[4].click()); // served, ascending
    assert.deepEqual((await cells()).map((row) => row[0]), ['none', 'south', 'north']);
    await page.$eval('#areas', (section) => section.scrollIntoView());
    await page.evaluate(() => { window.lastmile.set('n1/drop', 'failed'); window.lastmile.set('n2/drop', 'failed'); });
    await shown('north 0,none 0,south 1'); // the order stays that of served homes
    await close(opened);
  });

  test('an id of nothing, an unknown state, and a change by a premises are refused', async () => {
    const opened = await open(['scenarios/cable.yaml']);
    const message = (of, state) => opened.page.evaluate((id, to) => { try { window.lastmile.set(id, to); return ''; } catch (error) { return error.message; } }, of, state);
    assert.equal(await message('nowhere', 'planned'), 'no site or link "nowhere"');
    assert.equal(await message('mill_court', 'planned'), 'no site or link "mill_court"');
    assert.match(await message('node1', 'broken'), /^unknown state "broken"; one of operational, failed/);
    await close(opened);
  });
});

test('a click on the map explains the home that is drawn there', async () => {
  const opened = await open(['scenarios/cable.yaml']);
  const { page } = opened;
  for (const id of ['mill_court', 'hill_top', 'elm_houses']) {
    await page.$eval('#map', (map) => map.scrollIntoView());
    const at = await page.evaluate((name) => window.lastmile.pixel(name), id);
    await page.mouse.click(at.x, at.y);
    assert.equal(await page.$eval('#explanation h3', (title) => title.textContent), id);
  }
  assert.match(await page.$eval('#explanation', (panel) => panel.textContent), /elm_houses.*Watching/s);
  await close(opened);
});

test('areas lie on the map: the table leads to them, and a click between homes chooses one', async () => {
  const file = join(folder, 'areas.yaml');
  writeFileSync(file, twoAreas);
  const opened = await open([file]);
  const { page } = opened;
  const title = () => page.$eval('#explanation h3', (head) => head.textContent);
  const picture = () => page.$eval('#map canvas', (canvas) => canvas.toDataURL());
  const box = await page.$('#legend .legend-part:last-child input');
  const shown = await picture();
  await box.click();
  assert.notEqual(await picture(), shown, 'the layer is not drawn any more');
  await box.click();
  assert.equal(await picture(), shown);
  await page.evaluate(() => [...document.querySelectorAll('#areas tbody button')].find((button) => button.textContent === 'south').click());
  assert.equal(await title(), 'Area south');
  assert.match(await page.$eval('#explanation dl', (list) => list.textContent), /homes2passed2 \(100.0 %\)/);
  await page.$eval('#map', (map) => map.scrollIntoView());
  const [a, b] = await page.evaluate(() => ['s1', 's2'].map((id) => window.lastmile.pixel(id)));
  assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 100, 'the map shows the area closely');
  await page.evaluate(() => window.lastmile.show('s1'));
  assert.equal(await title(), 's1');
  await page.$eval('#map', (map) => map.scrollIntoView());
  const [c, d] = await page.evaluate(() => ['s1', 's2'].map((id) => window.lastmile.pixel(id)));
  await page.mouse.click((2 * c.x + d.x) / 3, c.y - 2);
  assert.equal(await title(), 'Area south');
  await close(opened);
});

test('what fails is shown as reliability tells it, and as a layer of the map', async () => {
  const told = json('reliability', 'scenarios/storm.yaml');
  const opened = await open(['scenarios/storm.yaml']);
  const { page } = opened;
  const rows = (caption) => page.evaluate((name) => [...[...document.querySelectorAll('#reliability figure')].find((one) => one.querySelector('h3')?.textContent === name)
    .querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)), caption);
  const shown = await rows('Single failures that cut off most users');
  assert.deepEqual(shown.map(([element, kind, homes, users]) => [element, kind, Number(homes), Number(users)]),
    told.single_failures.map((one) => [one.element, one.tier === 'site' ? one.kind : one.tier, one.homes_cut_off, one.users_cut_off]));
  assert.deepEqual((await rows('Shared risks')).map(([name]) => name), told.shared_risks.map((risk) => risk.name));
  const limits = told.availability.homes.losing_less_than_hours_per_year;
  assert.deepEqual((await rows('Service of connected homes')).slice(0, 3).map(([, homes]) => Number(homes)), Object.values(limits));
  assert.equal(await page.$$eval('#reliability .chart img', (charts) => charts.length), 1);
  const picture = () => page.$eval('#map canvas', (canvas) => canvas.toDataURL());
  const before = await picture();
  await page.evaluate(() => [...document.querySelectorAll('#legend label')].find((label) => label.textContent === 'single points of failure').click());
  assert.notEqual(await picture(), before, 'the layer is drawn');
  await page.evaluate(() => document.querySelector('#reliability tbody button').click());
  assert.equal(await page.$eval('#explanation h3', (title) => title.textContent), 'office');
  assert.match(await page.$eval('#explanation dl', (list) => list.textContent), /if it alone fails460 users cut off/);
  await close(opened);
  const without = await open(['scenarios/cable.yaml']);
  assert.match(await without.page.$eval('#reliability', (section) => section.textContent), /gives no failure rates.*headend/s);
  await close(without);
});

test('what more money brings is shown as plan tells it, where it was asked for', async () => {
  const told = json('plan', 'scenarios/town_rollout.yaml', '--budget', '0', '--frontier', '5');
  const opened = await open(['scenarios/town_rollout.yaml'], { flags: ['--frontier', '5'] });
  const { page } = opened;
  const rows = await page.$$eval('#frontier tbody tr', (all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  const number = (text) => Number(text.replaceAll(/[,+]/g, ''));
  assert.deepEqual(rows.map((row) => [number(row[1]), number(row[2])]), told.frontier.map((point) => [point.objective, point.bound]));
  assert.deepEqual(rows.slice(0, -1).map((row) => number(row[5])), told.frontier.slice(1).map((point, i) => point.objective - told.frontier[i].objective));
  assert.equal(rows.at(-1)[5], '–');
  assert.equal(await page.$$eval('#frontier .chart img', (charts) => charts.length), 1);
  assert.match(await page.$eval('#frontier', (section) => section.textContent), new RegExp(`Today ${told.served.before.users} households are served`));
  assert.equal(await page.$eval('#to-frontier', (link) => link.hidden), false);
  await close(opened);
  const without = await open(['scenarios/town_rollout.yaml']);
  for (const id of ['#frontier', '#to-frontier']) assert.ok(await without.page.$eval(id, (part) => part.hidden));
  await close(without);
});

test('above 200,000 premises the map shows shares in hexagons', async () => {
  const country = join(folder, 'country');
  run('generate', '--premises', '200001', '--seed', '1', '-o', country);
  const opened = await open([join(country, 'scenario.yaml')]);
  const { page } = opened;
  const legend = () => page.$eval('#legend .legend-part', (part) => part.textContent);
  assert.match(await legend(), /80–100 % served.*Hexagons/);
  // Most homes lie in a hexagon, which hides the paper below it; small ones do not fill their cell.
  const bare = () => page.evaluate(() => {
    const canvas = document.querySelector('#map canvas');
    const box = canvas.getBoundingClientRect();
    const density = canvas.width / box.width;
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    const ctx = copy.getContext('2d', { willReadFrequently: true });
    ctx.drawImage(canvas, 0, 0);
    const colour = (x, y) => ctx.getImageData((x - box.left) * density, (y - box.top) * density, 1, 1).data.join();
    const paper = colour(box.left + 2, box.bottom - 2);
    return window.lastmile.premises().filter((_, i) => i % 997 === 0).filter((id) => {
      const at = window.lastmile.pixel(id);
      return colour(at.x, at.y) === paper;
    }).length;
  });
  const hide = (part) => page.evaluate((name) => {
    const label = [...document.querySelectorAll('#legend label')].find((one) => one.textContent === name);
    if (label.querySelector('input').checked) label.click();
  }, part);
  for (const part of ['areas', 'links', 'sites']) await hide(part);
  const shown = await bare();
  assert.ok(shown < 120, `${shown} of 201 homes lie on bare paper`);
  await hide('homes');
  assert.equal(await bare(), 201);
  await close(opened);
});

test('tiles are asked for where the policy permits it, and nothing else is', async () => {
  const file = join(folder, 'tiles.yaml');
  writeFileSync(file, twoAreas);
  const opened = await open([file], { flags: ['--tiles', 'https://tile.invalid/{z}/{x}/{y}.png'] });
  const { page, offences } = opened;
  assert.match(await page.$eval('#legend', (legend) => legend.textContent), /Map tiles: tile\.invalid\./);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const asked = offences.filter((one) => one.startsWith('request: '));
  assert.ok(asked.length > 0);
  for (const one of asked) assert.match(one, /^request: https:\/\/tile\.invalid\/\d+\/\d+\/\d+\.png$/);
  assert.deepEqual(offences.filter((one) => one.startsWith('error')), []);
  await page.close();
});

test('a dark page is printed on light paper', async () => {
  const opened = await open(['scenarios/cable.yaml']);
  const { page } = opened;
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  const corner = (source) => page.evaluate(async (of) => {
    const canvas = document.createElement('canvas');
    const image = of === 'map' ? document.querySelector('#map canvas') : document.getElementById('map-picture');
    if (of !== 'map') await image.decode();
    [canvas.width, canvas.height] = [1, 1];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return [...canvas.getContext('2d').getImageData(0, 0, 1, 1).data.slice(0, 3)].reduce((sum, one) => sum + one);
  }, source);
  const isDark = async () => { while ((await corner('map')) > 150) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve))); };
  await isDark();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.ok((await corner('picture')) > 650);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await isDark();
  await close(opened);
});

test('the keyboard alone finds and explains a home', async () => {
  const opened = await open(['scenarios/cable.yaml']);
  const { page } = opened;
  for (let i = 0; i < 40 && (await page.evaluate(() => document.activeElement?.id)) !== 'search'; ++i) await page.keyboard.press('Tab');
  await page.keyboard.type('oak_c');
  await page.keyboard.press('Enter');
  assert.equal(await page.$eval('#explanation h3', (title) => title.textContent), 'oak_corner');
  await close(opened);
});

test('the slider recolours the map by period, as premises_course.csv says', async () => {
  const opened = await open(['scenarios/town_rollout.yaml']);
  const { page } = opened;
  const out = join(folder, 'rollout');
  run('compare', 'scenarios/town_rollout.yaml', '--quiet', '-o', out);
  const rows = readFileSync(join(out, 'premises_course.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  const options = await page.$$eval('#option option', (all) => all.map((option) => option.textContent));
  const pictures = new Set();
  for (const [at, name] of options.entries())
    for (const period of [0, 5, 15]) {
      await page.select('#option', String(at));
      await page.$eval('#period', (slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input')); }, String(period));
      const label = await page.$eval('.period-controls output', (shown) => shown.value);
      const shown = await page.$eval('#legend ul', (list) => list.textContent);
      const served = rows.filter((row) => row[0] === name && row[5] !== '' && row[5] <= label).length; // one home each
      assert.equal(Number(/served ([\d,]+) homes?/.exec(shown)?.[1] ?? 0), served, `${name}, ${label}`);
      pictures.add(await page.$eval('#map canvas', (canvas) => canvas.toDataURL()));
    }
  assert.ok(pictures.size >= 5, `only ${pictures.size} different maps`);
  await page.evaluate(() => window.lastmile.show('m1_1'));
  const told = () => page.$eval('#explanation', (panel) => panel.textContent);
  assert.match(await told(), /As the scenario is written; the map shows .*, end of/);
  await page.$eval('#period', (slider) => { slider.value = '-1'; slider.dispatchEvent(new Event('input')); });
  assert.doesNotMatch(await told(), /As the scenario is written/);
  await close(opened);
});

test('printing gives one page', async () => {
  const country = join(folder, 'printed');
  run('generate', '--premises', '5000', '--seed', '3', '-o', country);
  for (const scenario of ['scenarios/cable.yaml', 'scenarios/town_rollout.yaml', 'scenarios/fibre.yaml', join(country, 'scenario.yaml')]) {
    const opened = await open([scenario]);
    const pdf = Buffer.from(await opened.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, scenario);
    await close(opened);
  }
});

test('--pdf prints one page, and nothing else is left', () => {
  run('report', 'scenarios/cable.yaml', '-o', join(folder, 'print.html'), '--pdf', join(folder, 'print.pdf'));
  const pdf = readFileSync(join(folder, 'print.pdf'), 'latin1');
  assert.ok(pdf.startsWith('%PDF'));
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  const without = spawnSync(PROGRAM, ['report', 'scenarios/cable.yaml', '--quiet', '-o', join(folder, 'no.html'), '--pdf', join(folder, 'no.pdf')], { cwd: SOURCE, env: { PATH: folder }, encoding: 'utf8' });
  assert.equal(without.status, 1);
  assert.match(without.stderr, /--pdf needs Chromium/);
  assert.equal(existsSync(join(folder, 'no.html')) || existsSync(join(folder, 'no.pdf')), false);
});

test('axe finds nothing serious, light and dark, narrow and wide', async () => {
  for (const [scenario, width, scheme] of [['scenarios/town_rollout.yaml', 1280, 'light'], ['scenarios/cable.yaml', 380, 'dark'], ['scenarios/cable.yaml', 2560, 'light']]) {
    const opened = await open([scenario], { width, flags: ['--frontier', '6'] });
    const { page } = opened;
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.evaluate(() => window.lastmile.show(window.lastmile.premises()[0]));
    await page.evaluate(axe); // by the debugger, so that the page's policy stays in force
    const found = await page.evaluate(async () => (await window.axe.run(document)).violations);
    const serious = found.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
    assert.deepEqual(serious, [], `${scenario} at ${width}, ${scheme}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${scenario} is ${wide} pixels wider than ${width}`);
    await close(opened);
  }
});

test('names with markup, quotes and a thousand characters are shown as text', async () => {
  const long = 'x'.repeat(1000);
  const id = `</script><img src=x onerror="alert('1')">&amp;'"`;
  const file = join(folder, 'evil.yaml');
  const q = (text) => JSON.stringify(text);
  writeFileSync(file, `lastmile: 1
name: ${q(`<script>alert(1)</script> ${long.slice(0, 900)}`)}
description: "\\u202Eleft"
vocabulary: {home: "<i>home</i>", homes: "<i>homes</i>"}
sites: [{id: s, kind: source, lon: 179.9, lat: 1}, {id: ${q(id)}, kind: "<b>", lon: -179.9, lat: 1.1}]
links: [{id: ${q(long)}, from: s, to: ${q(id)}, tier: feeder}]
premises: [{id: "<u>h", area: "<td>", drop: {from: ${q(id)}}}]
`);
  const opened = await open([file], { width: 380 });
  const { page } = opened;
  await page.evaluate(() => window.lastmile.show('<u>h'));
  assert.equal(await page.$eval('#explanation h3', (title) => title.textContent), '<u>h');
  assert.ok((await page.$eval('#explanation', (panel) => panel.textContent)).includes(id));
  assert.equal(await page.$$eval('main img:not(#map-picture), main b, main i, main u', (all) => all.length), 0);
  // What turns the direction of text stays within the text. (In names it is refused.)
  assert.deepEqual(await page.$$eval('bdi', (all) => all.map((one) => one.textContent)), ['\u202Eleft']);
  // Across the date line both ends are near each other.
  const [a, b] = await page.evaluate((other) => [window.lastmile.pixel('s'), window.lastmile.pixel(other)], id);
  assert.ok(Math.abs(a.x - b.x) < 380, `${a.x} and ${b.x}`);
  assert.ok(b.x > a.x, 'the site beyond the date line lies east');
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
  await close(opened);
});

test('scenarios without premises, without coordinates, with some, and with all at one point have a page', async () => {
  const cases = {
    'no premises': 'sites: [{id: s, kind: source}]\n',
    'some coordinates': 'sites: [{id: s, kind: source, lon: 2, lat: 41}, {id: t}, {id: u, lon: 2.1, lat: 41}]\nlinks: [{id: l, from: s, to: t, tier: feeder}]\npremises: [{id: h, drop: {from: t}}, {id: g, drop: {from: s}}]\n',
    'one point': 'sites: [{id: s, kind: source, lon: 2, lat: 41}, {id: t, lon: 2, lat: 41}]\nlinks: [{id: l, from: s, to: t, tier: feeder}]\npremises: [{id: h, drop: {from: t}}]\n',
    'no route': 'sites: [{id: s, kind: source}, {id: t}]\npremises: [{id: h, drop: {from: t}}, {id: g}]\n',
  };
  for (const [name, text] of Object.entries(cases)) {
    const file = join(folder, 'case.yaml');
    writeFileSync(file, `lastmile: 1\nname: ${name}\n${text}`);
    const opened = await open([file]);
    assert.match(await opened.page.$eval('#headline', (element) => element.textContent), name === 'no premises' ? /no premises/ : /^Served: \d of \d homes?/, name);
    await opened.page.evaluate(() => window.lastmile.premises().forEach((id) => window.lastmile.show(id)));
    if (name === 'some coordinates') assert.match(await opened.page.$eval('#legend', (legend) => legend.textContent), /1 premises without a place/);
    if (name === 'one point')
      assert.ok(await opened.page.evaluate(() => Math.abs(window.lastmile.pixel('h').x - window.lastmile.pixel('s').x) > 100), 'a tree is drawn');
    await close(opened);
  }
});

test('tables are saved as CSV', async () => {
  const opened = await open(['scenarios/town_rollout.yaml']);
  const texts = await opened.page.evaluate(async () => {
    const saved = [];
    const real = URL.createObjectURL;
    URL.createObjectURL = (blob) => { saved.push(blob.text()); return real(blob); };
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelectorAll('#areas .save').forEach((button) => button.click());
    [...document.querySelectorAll('.save')].find((button) => button.ariaLabel.includes('Coverage ladder')).click();
    return Promise.all(saved);
  });
  assert.equal(texts.length, 2);
  assert.equal(texts[1], 'row,homes,of 96,households\r\nlocated,96,1,96\r\npassed,0,0,0\r\nconnected,0,0,0\r\nqualified,0,0,0\r\nserved,0,0,0\r\n');
  assert.equal(await opened.page.evaluate(() => [...document.querySelectorAll('table')].filter((one) => !one.closest('figure')?.querySelector('.save')).length), 0, 'every table can be saved');
  const lines = texts[0].split('\r\n');
  assert.equal(lines[0], 'area,homes,passed,connected,served,share,value,stranded,main cause');
  assert.equal(lines[1], 'mill,24,0,0,0,0,0,0,backbone missing');
  await close(opened);
});

test('every module is valid on its own, and names at their tops differ', () => {
  const names = new Map();
  const list = /set\(page_modules ([^)]*)\)/.exec(readFileSync(join(SOURCE, 'tools/page/embed.cmake'), 'utf8'))[1].split(/\s+/);
  assert.ok(list.length > 5);
  for (const module of list) {
    const file = join(SOURCE, 'tools/page', `${module}.js`);
    const text = readFileSync(file, 'utf8');
    assert.ok(text.startsWith('// @ts-check\n'), file);
    const checked = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], { input: text, encoding: 'utf8' });
    assert.equal(checked.status, 0, `${file}: ${checked.stderr}`);
    for (const [, name] of text.matchAll(/^(?:export )?(?:async )?(?:function|class|const|let) (\w+)/gm)) {
      assert.ok(!names.has(name), `${name} is in ${module} and in ${names.get(name)}`);
      names.set(name, module);
    }
  }
});
