import { access, readFile, realpath, stat } from 'node:fs/promises'
import { undefinedIfMissing } from '@suite/folders'
import type { Run } from '@suite/runner'
import type { Files, Ports } from './ports.ts'
import { createPrograms } from './run-programs.ts'

/** Connects the action to the files and programs of the runner. */
export function connectPorts({ environment, signal, deadline, pause }: Run<unknown>): Ports {
  const remaining = () => deadline.remaining()
  return {
    files,
    programs: createPrograms({ variables: environment.variables, signal, remaining, check: pause }),
  }
}

const files: Files = {
  read: (path) => readFile(path, 'utf8').catch(undefinedIfNoFile),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  async realFolder(path) {
    const real = await realpath(path).catch(undefinedIfMissing)
    return real !== undefined && (await stat(real)).isDirectory() ? real : undefined
  },
}

/** A folder is no file, such as one that is called package.json. */
function undefinedIfNoFile(error: NodeJS.ErrnoException): undefined {
  return error.code === 'EISDIR' ? undefined : undefinedIfMissing(error)
}
