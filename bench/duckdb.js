// duckdb.js FILE: minutes per pupil and month by DuckDB, from its npm package @duckdb/node-api.
const { DuckDBInstance } = require('@duckdb/node-api');

async function main(log) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const path = log.replaceAll("'", "''");
  await connection.run(`
    copy (select pupil, strftime(date, '%Y-%m') as month, sum(scheduled)::bigint as scheduled,
                 sum(absent)::bigint as absent
          from read_csv('${path}', header = true)
          group by all order by pupil, month)
    to '/dev/stdout' (format csv, header true)`);
}

main(process.argv[2]).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
