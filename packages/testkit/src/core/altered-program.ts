import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** One way in which a program can fail the one who starts it. */
export interface ProgramFault {
  /** Unique, without " / ". */
  readonly name: string
  /** The run may wait until its own deadline. */
  readonly waits?: true
  /** What the program in front does, in sh: `real` starts the real one, with the same arguments. */
  readonly script: string
}

/** Everything that can go wrong with a program. */
export const programFaults: readonly ProgramFault[] = [
  { name: 'killed', script: 'kill -KILL $$' },
  { name: 'exit 0 without effect', script: 'exit 0' },
  { name: 'exit 1 without effect', script: 'echo "cannot go on" >&2\nexit 1' },
  { name: 'exit 1 after the full effect', script: 'real "$@"\nexit 1' },
  {
    name: 'output cut',
    script: `real "$@" > "$start/whole"
code=$?
size=$(wc -c < "$start/whole")
[ "$size" -gt 1 ] || : > "$start/unchanged"
head -c $((size / 2)) "$start/whole"
exit $code`,
  },
  { name: 'exit 127', script: 'echo "no such program" >&2\nexit 127' },
  {
    name: 'other lines around its output',
    script: 'echo "notice: there is a newer version"\nreal "$@"\ncode=$?\necho "notice: done"\nexit $code',
  },
  { name: 'a flood of output', script: `head -c 50000000 /dev/zero | tr '\\0' x\nexit 0` },
  {
    // Such as the daemon of a build tool. The sweep must not take it for something that the action left behind.
    name: 'a process that keeps its output open',
    script: `real "$@"
code=$?
env -u RUNNER_TRACKING_ID $(command -v setsid) sleep 100000 &
echo $! > "$start/process"
exit $code`,
  },
  { name: 'garbage', script: `printf '\\000\\377garbage \\n{"a":\\n::warning::garbage\\n'\nexit 0` },
  { name: 'hang', waits: true, script: 'echo $$ > "$start/process"\nexec sleep 100000' },
]

/** Programs in front of the real ones, in a folder that comes first on PATH. */
export interface AlteredPrograms {
  readonly folder: string
  /** Makes a start fail, counted from 1 for each program. */
  alter(program: string, nth: number, fault: string): Promise<void>
  /** Returns the arguments of every start of a program, in order. */
  startsOf(program: string): Promise<readonly (readonly string[])[]>
  /** Returns whether the fault took place and changed something. */
  wasMet(program: string, nth: number): Promise<boolean>
  /** Ends the programs that still hang. */
  endHanging(): Promise<void>
}

/**
 * Puts a program in front of each of these, which notes its arguments and otherwise starts the real one. Needs sh.
 *
 * @param folder an empty folder
 * @param programs names, each with the folder of its npm package, or its own folder, if it is not found on PATH
 */
export async function alterPrograms(
  folder: string,
  programs: readonly { readonly name: string; readonly package?: string; readonly folder?: string }[],
  path = process.env.PATH ?? '',
): Promise<AlteredPrograms> {
  const first = join(folder, 'first')
  await mkdir(first, { recursive: true })
  const notes = (program: string) => join(folder, 'starts', program)
  for (const { name, package: home, folder: own } of programs) {
    await mkdir(notes(name), { recursive: true })
    if (home === undefined)
      await writeProgram(join(first, name), notes(name), await findProgram(name, own ?? path))
    else await replacePackage(home, name, join(folder, name), notes(name))
  }
  return {
    folder: first,
    async alter(program, nth, fault) {
      const found = programFaults.find(({ name }) => name === fault)
      if (found === undefined) throw new Error(`no such fault of a program: ${fault}`)
      await writeFile(join(notes(program), `fault-${nth}`), found.script)
    },
    async startsOf(program) {
      const names = await readdir(notes(program))
      const count = names.filter((name) => name.startsWith('start-')).length
      const texts = Array.from({ length: count }, (_, at) =>
        readFile(join(notes(program), `start-${at + 1}`, 'arguments'), 'utf8').catch(() => ''),
      )
      return (await Promise.all(texts)).map((text) => text.split('\0').slice(0, -1))
    },
    async wasMet(program, nth) {
      const at = join(notes(program), `start-${nth}`)
      return (await exists(join(at, 'met'))) && !(await exists(join(at, 'unchanged')))
    },
    async endHanging() {
      const paths = await readdir(join(folder, 'starts'), { recursive: true })
      for (const path of paths.filter((each) => each.endsWith('/process'))) {
        const id = Number(await readFile(join(folder, 'starts', path), 'utf8').catch(() => ''))
        if (id > 0) end(id)
      }
    },
  }
}

function end(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It has ended with the action.
  }
}

/** Two starts at the same time each get a number of their own, because only one of them can make a folder. */
async function writeProgram(file: string, notes: string, real: string): Promise<void> {
  const source = `#!/bin/sh
n=1
while [ -d '${notes}/start-'$n ] || ! mkdir '${notes}/start-'$n 2>/dev/null; do [ -d '${notes}' ] || exit 127; n=$((n + 1)); done
start='${notes}/start-'$n
if [ $# -gt 0 ]; then printf '%s\\0' "$@"; fi > "$start/arguments"
real() { ${real} "$@"; }
if [ -f '${notes}/fault-'$n ]; then
  : > "$start/met"
  . '${notes}/fault-'$n
  exit
fi
exec ${real} "$@"
`
  await writeFile(file, source)
  await chmod(file, 0o755)
}

/** Puts a package in the place of another one, whose program starts the program in front. */
async function replacePackage(home: string, name: string, file: string, notes: string): Promise<void> {
  const isLink = (await lstat(home)).isSymbolicLink()
  const real = isLink ? await realpath(home) : `${home}.real`
  if (!isLink) await rename(home, real)
  const {
    version,
    engines,
    bin,
    main = 'index.js',
  } = JSON.parse(await readFile(join(real, 'package.json'), 'utf8'))
  const script = join(real, typeof bin === 'string' ? bin : bin[name])
  await writeProgram(file, notes, `'${process.execPath}' '${script}'`)
  if (isLink) await rm(home)
  await mkdir(home)
  await writeFile(
    join(home, 'package.json'),
    JSON.stringify({ name, version, engines, bin: { [name]: './bin.cjs' }, main: './main.cjs' }),
  )
  await writeFile(join(home, 'main.cjs'), `module.exports = require(${JSON.stringify(join(real, main))})\n`)
  await writeFile(
    join(home, 'bin.cjs'),
    `const { spawnSync } = require('node:child_process')
const { NODE_OPTIONS = '' } = process.env
// What was to be loaded before this program is loaded before the real one.
const env = { ...process.env, NODE_OPTIONS: [NODE_OPTIONS, ...process.execArgv].join(' ') }
const { status, signal } = spawnSync(${JSON.stringify(file)}, process.argv.slice(2), { stdio: 'inherit', env })
if (signal) process.kill(process.pid, signal)
process.exitCode = status ?? 1
`,
  )
}

async function findProgram(name: string, path: string): Promise<string> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name)
    if (folder !== '' && (await exists(file))) return `'${file}'`
  }
  throw new Error(`there is no program ${name} on PATH`)
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
