// DuckDB on the same three tables: load them, join the operational links into arcs of both directions, and count passed,
// connected and served premises with a recursive query. Prints one JSON object. Usage: node duckdb.mjs FOLDER [THREADS]
import { DuckDBInstance } from '@duckdb/node-api';
import process from 'node:process';

const [folder, threads = '2'] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const seconds = async (work) => {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e9;
};

const load_s = await seconds(async () => {
  for (const table of ['sites', 'links', 'premises'])
    await connection.run(`CREATE TABLE ${table} AS SELECT * FROM read_csv('${folder}/${table}.csv', header = true)`);
});

let row;
const reach_s = await seconds(async () => {
  await connection.run(`
    CREATE TABLE arcs AS
      WITH live AS (
        SELECT l."from" AS a, l."to" AS b FROM links l
        JOIN sites s ON s.id = l."from" JOIN sites t ON t.id = l."to"
        WHERE coalesce(l.state, 'operational') = 'operational' AND coalesce(s.state, 'operational') = 'operational'
          AND coalesce(t.state, 'operational') = 'operational')
      SELECT a, b FROM live UNION ALL SELECT b, a FROM live`);
  const reader = await connection.runAndReadAll(`
    WITH RECURSIVE reached(id) AS (
      SELECT id FROM sites WHERE kind = 'source' AND coalesce(state, 'operational') = 'operational'
      UNION
      SELECT arcs.b FROM reached JOIN arcs ON arcs.a = reached.id)
    SELECT count(*) FILTER (coalesce(p.drop_state, 'operational') NOT IN ('proposed', 'decommissioned')) AS passed,
           count(*) FILTER (coalesce(p.drop_state, 'operational') = 'operational') AS connected,
           count(*) FILTER (coalesce(p.drop_state, 'operational') = 'operational' AND p.subscribed = 1) AS served
    FROM premises p JOIN reached r ON r.id = p.drop_from`);
  row = reader.getRowObjectsJson()[0];
});

const usage = process.resourceUsage();
console.log(JSON.stringify({ load_s, reach_s, total_s: load_s + reach_s, peak_mb: usage.maxRSS / 1024, ...row }));
