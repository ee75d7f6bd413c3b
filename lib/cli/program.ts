import { Command, Help } from 'commander';
import { type CommandEntry, commands } from './commands.ts';
import { reportFailure } from './failures.ts';
import type { Shell } from './shell.ts';

const exitCodes = `
Exit codes:
  0  done
  1  internal error
  2  usage error
  3  invalid input: the message names file, row, column, expected and got
  4  held until a question is answered, or not found
  5  unavailable: no server, port in use, disk full`;

const nameOf = ({ term }: CommandEntry): string => term.split(' ', 1).join('');

/** The name of the command that is called, or whose help is asked for. */
const calledBy = (args: readonly string[]): string | undefined => (args[0] === 'help' ? args[1] : args[0]);

/** A touchpoint is an argument of some commands, and an option of others. */
const withHint = (text: string, program: Command): string => {
  const [, name, given] = /^error: too many arguments for '([^']+)'\..*: (.+)\.\n?$/.exec(text) ?? [];
  const command = program.commands.find((one) => one.name() === name);
  const takes = command?.options.some(({ long }) => long === '--touchpoint') === true;
  return takes && given !== undefined ? `${text.trimEnd()} Did you mean --touchpoint '${given}'?` : text;
};

/** The command line with the code of the called command; the others are only listed, and suggested for unknown names. */
const createProgram = async (shell: Shell, called: string | undefined): Promise<Command> => {
  const { terminal } = shell;
  const terms = new Map(commands.map((entry) => [nameOf(entry), entry.term]));
  const program = new Command('verbatim');
  program
    .description('Turns open-text customer feedback into answers for every touchpoint.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(withHint(text, program).replace(/^error:/, 'verbatim:')),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .configureHelp({
      subcommandTerm(command) {
        const term = command.parent === program ? terms.get(command.name()) : undefined;
        return term ?? Help.prototype.subcommandTerm.call(this, command);
      },
      // An option that is off, or a list that is empty, unless given.
      optionDescription(option) {
        return Help.prototype.optionDescription
          .call(this, option)
          .replace(/ \(default: (?:\[\]|false)\)$/, '');
      },
    })
    .helpCommand('help [command]', 'show help for a command')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', exitCodes);
  for (const entry of commands)
    if (nameOf(entry) === called) (await entry.load())(program, shell);
    else program.command(nameOf(entry)).description(entry.summary);
  return program;
};

/**
 * Runs one command line (without the program's name) and returns its exit code. Errors are printed, never thrown.
 *
 * @example await run(['preview', 'may.csv'], shell) // 0
 */
export const run = async (args: readonly string[], shell: Shell): Promise<number> => {
  try {
    const program = await createProgram(shell, calledBy(args));
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return reportFailure(error, shell);
  }
};
