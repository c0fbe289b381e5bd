// How fast the page of `lastmile report` is: opening it, and a what-if with all that it redraws.
//
//     node page.mjs LASTMILE SCENARIO [ROUNDS]      in a folder with puppeteer-core, such as build/release/tests/page
//
// Wall time depends on what else the machine does; the processor time of the page's main thread hardly does. A what-if is
// a final link that is built, until the next picture of the screen.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const { launch } = (await import(pathToFileURL(require.resolve('puppeteer-core')).href)).default;
const [,, program, scenario, rounds = '5'] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'lastmile-page-'));
const file = join(folder, 'page.html');
const started = performance.now();
execFileSync(program, ['report', scenario, '--quiet', '-o', file]);
const written = performance.now() - started;
const isRoot = process.getuid() === 0; // for root alone Chromium has no sandbox
const browser = await launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, timeout: 0, protocolTimeout: 0,
  args: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])] });
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const [drawn, ready, wall, cpu] = [[], [], [], []];
for (let round = 0; round < Number(rounds); ++round) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.setViewport({ width: 1280, height: 900 });
  const devtools = await page.createCDPSession();
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  await page.goto(pathToFileURL(file).href);
  const opened = await page.evaluate(async () => {
    await window.lastmile.ready;
    return [performance.getEntriesByName('lastmile-drawn')[0].startTime, performance.now()];
  });
  drawn.push(opened[0]);
  ready.push(opened[1]);
  const before = await busy();
  const times = await page.evaluate(async () => {
    const nextPicture = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
    const all = [];
    for (const { link } of window.lastmile.figures().next_final_links) {
      await nextPicture();
      const start = performance.now();
      window.lastmile.set({ link }, 'operational');
      await nextPicture();
      all.push(performance.now() - start);
    }
    return all;
  });
  wall.push(...times);
  cpu.push(((await busy()) - before) / Math.max(1, times.length));
  await page.close();
}
await browser.close();
const ms = (list) => (list.length === 0 ? '–' : `${Math.round(median(list))} (${Math.round(Math.min(...list))} to ${Math.round(Math.max(...list))}) ms`);
console.log(`page ${(statSync(file).size / 1e6).toFixed(1)} MB, written in ${(written / 1000).toFixed(1)} s
drawn after ${ms(drawn)}, complete after ${ms(ready)}
what-if ${ms(wall)}, processor time ${ms(cpu)}`);
rmSync(folder, { recursive: true, force: true });
