import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ManifestError } from '../shared/graphql/documents/manifest.ts';

/** What stops a command and can be put right by whoever runs it. The message says how. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/** Runs a command. What its user can put right is said in plain words on standard error, with the exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof ManifestError || isUsage(error))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** What the command line says; where it says something that there is not, the process ends here and tells so. */
export function readArguments<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!isUsage(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** What `parseArgs` throws at an option that there is none of. */
function isUsage(error: unknown): error is TypeError {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
