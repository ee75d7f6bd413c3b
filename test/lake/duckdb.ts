import { DuckDBInstance } from '@duckdb/node-api';

/** The tables under a folder as an analyst sees them in DuckDB: their names, and a function that asks. */
export const openLake = async (folder: string) => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const ask = async (sql: string): Promise<Record<string, unknown>[]> => {
    const answer = await connection.runAndReadAll(sql.replaceAll("'lake/", `'${folder}/`));
    return answer.getRowObjectsJson();
  };
  return { ask, close: () => connection.closeSync() };
};

export type OpenLake = Awaited<ReturnType<typeof openLake>>;
