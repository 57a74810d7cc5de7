/** How commands are written for one shell, so that they work as printed. */
export interface Shell {
  /** The name that colours a block of code. */
  readonly language: 'sh' | 'powershell'
  /** Returns one word, whatever characters are in it. */
  readonly quote: (word: string) => string
  /** Returns commands as one line that stops at the first failure. */
  readonly inSequence: (commands: readonly string[]) => string
  /** Returns the command that makes a folder and those above it, if they are not there. */
  readonly makeFolder: (path: string) => string
  /** Returns the command that opens a file in an editor, and ends when the editor is closed. */
  readonly edit: (path: string) => string
  /** Returns the commands that write the answer of an address to a file, headers first, after the time if `dated`. */
  readonly saveAnswer: (
    address: string,
    path: string,
    options: { readonly dated: boolean },
  ) => readonly string[]
  readonly npm: string
}

export const posixShell: Shell = {
  language: 'sh',
  quote: (word) => (isPlain(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`),
  inSequence: (commands) => commands.join(' && '),
  makeFolder: (path) => `mkdir -p -- ${posixShell.quote(path)}`,
  edit: (path) => `"\${EDITOR:-vi}" ${posixShell.quote(path)}`,
  saveAnswer(address, path, { dated }) {
    const answer = `curl -sSi ${address}`
    return [`${dated ? `(date -u +%Y-%m-%dT%H:%M:%SZ; ${answer})` : answer} > ${posixShell.quote(path)}`]
  },
  npm: 'npm',
}

/**
 * Commands for Windows PowerShell 5.1 as well as for PowerShell 7: the former knows no `&&`, takes `curl` for a command
 * of its own, and writes UTF-16 with `>`.
 */
export const powerShell: Shell = {
  language: 'powershell',
  // PowerShell also ends a text in single quotes at a typographic one.
  quote: (word) => (isPlain(word) ? word : `'${word.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`),
  inSequence: ([first = '', ...rest]) =>
    rest.length === 0 ? first : `${first}; if ($?) { ${powerShell.inSequence(rest)} }`,
  makeFolder: (path) => `New-Item -ItemType Directory -Force -Path ${powerShell.quote(path)} | Out-Null`,
  // PowerShell does not wait for a program with a window, unless something reads its output.
  edit: (path) => `notepad ${powerShell.quote(path)} | Out-Null`,
  saveAnswer(address, path, { dated }) {
    const file = powerShell.quote(path)
    if (!dated) return [`curl.exe -sSi --output ${file} ${address}`]
    const time = "(Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')"
    return [
      '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
      `$answer = curl.exe -sSi ${address}`,
      `[IO.File]::WriteAllLines((Join-Path $PWD ${file}), [string[]](@(${time}) + $answer))`,
    ]
  },
  // npm.ps1 would take `--` for itself, and many machines do not run it.
  npm: 'npm.cmd',
}

/** Returns the shell of a runner by its variable RUNNER_OS, which is `windows` or `Windows` on Windows. */
export function shellOf(runnerOs: string | undefined): Shell {
  return runnerOs?.toLowerCase() === 'windows' ? powerShell : posixShell
}

function isPlain(word: string): boolean {
  return /^[\w./:-]+$/.test(word) && !word.startsWith('-')
}
