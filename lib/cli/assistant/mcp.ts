import { once } from 'node:events';
import type { Command } from 'commander';
import { apiOf } from '../connection/api-client.ts';
import { type ApiCommandOptions, withApiOptions } from '../options/api-options.ts';
import type { Shell } from '../shell.ts';

const examples = `
Reads findings, figures and comments, and changes nothing. The assistant starts it and talks to it on
standard input and output. In the settings of the assistant:
  { "command": "npm", "args": ["--prefix", "FOLDER", "run", "--silent", "verbatim", "--", "mcp"] }

Examples:
  verbatim mcp                                    the local cloud in this folder
  verbatim mcp --api https://….execute-api.eu-central-1.amazonaws.com`;

/** Until the assistant closes its end, or Ctrl-C. */
const untilClosed = async (shell: Shell): Promise<void> => {
  await Promise.race([once(process.stdin, 'close'), once(shell.interrupted, 'abort')]);
};

const serve = async (shell: Shell, options: ApiCommandOptions): Promise<void> => {
  const [{ serveStdio }, { createAssistantServer }] = await Promise.all([
    import('@modelcontextprotocol/server/stdio'),
    import('./tools.ts'),
  ]);
  const api = await apiOf(shell, options);
  const server = serveStdio(() => createAssistantServer(api), {
    onerror: ({ name }) => shell.terminal.note(`invalid message: ${name}`),
  });
  await untilClosed(shell);
  await server.close();
};

export const addMcp = (program: Command, shell: Shell): void => {
  const command = program
    .command('mcp')
    .description('let an AI assistant read findings, figures and comments (Model Context Protocol)')
    .addHelpText('after', examples);
  withApiOptions(command).action((options: ApiCommandOptions) => serve(shell, options));
};
