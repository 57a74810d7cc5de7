/** A command: the program, and its arguments, each of which reaches it unchanged. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
}

export interface Ran {
  readonly exitCode: number
  /** The last lines of its output, in the order in which they came. */
  readonly lastLines: readonly string[]
  readonly milliseconds: number
}

export interface RunOptions {
  readonly folder: string
  /** Receives each line of the output while the program runs. */
  readonly onLine?: (line: string) => void
}

/** The programs of the runner. */
export interface Programs {
  /**
   * Runs a command to its end.
   * @returns undefined if there is no such program on the runner
   * @throws OutsideError `deadline-passed`, and CancelledError, after everything that it started has ended
   */
  run(command: Command, options: RunOptions): Promise<Ran | undefined>
  /** The standard output of a command that succeeded; undefined if it failed, or if there is no such program. */
  ask(command: Command, folder: string): Promise<string | undefined>
}

/** The files of the checkout. Paths are absolute. */
export interface Files {
  /** The text of a file; undefined if there is none. */
  read(path: string): Promise<string | undefined>
  exists(path: string): Promise<boolean>
  /** The real path of a folder, without symbolic links; undefined if there is no such folder. */
  realFolder(path: string): Promise<string | undefined>
}

export interface Ports {
  readonly programs: Programs
  readonly files: Files
}
