import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { makeFolder } from '@suite/folders'
import type { Base } from '../denort/base.ts'
import { digestOf } from '../digest.ts'
import { shareFile } from '../share-file.ts'
import type { LaidOut } from '../source/laid-out.ts'
import { removeAdded } from '../source/remove-added.ts'
import { setTimes } from '../source/set-times.ts'
import { type TargetName, targetOf } from '../targets.ts'
import type { Built, BuiltBinary } from './built.ts'
import type { Deno } from './deno.ts'
import type { DenoFolders } from './environment.ts'
import { refuseForeignModules } from './judge-modules.ts'
import { type CompileOrder, compileArguments } from './program-arguments.ts'
import { denoReasons } from './reasons.ts'

/** A target that was compiled. */
export interface Progress {
  readonly target: TargetName
  readonly bytes: number
  readonly milliseconds: number
  /** How many targets are compiled now. */
  readonly done: number
  readonly total: number
}

export interface BuildTerms {
  readonly deno: Deno
  readonly laid: LaidOut
  readonly folders: DenoFolders
  readonly bases: readonly Pick<Base, 'target' | 'path' | 'sha256'>[]
  readonly order: CompileOrder
  /** The absolute path of a folder for the binaries, which are named after their targets. It is emptied. */
  readonly output: string
  readonly concurrency: number
  readonly onProgress: (progress: Progress) => void
}

/**
 * Builds every target once, with nothing left of an earlier build: packages are downloaded as the lock file says, types
 * are checked once, and all times are those of the commit.
 * @throws UsageError or OutsideError with the last words of deno. No further target is begun then.
 */
export async function buildAll(terms: BuildTerms): Promise<Built> {
  const { deno, laid, folders, order } = terms
  for (const folder of [...Object.values(folders), terms.output]) await makeEmpty(folder)
  await removeAdded(laid)
  await deno.install()
  const info = await checkWhilePlacing(terms)
  refuseForeignModules(info, laid.folder, order.project.lock)
  // deno writes the times of packages into the binary, and may have put some next to the sources.
  await setTimes(laid.folder, laid.time)
  await makeFolder(join(folders.denoDir, 'npm'))
  await setTimes(join(folders.denoDir, 'npm'), laid.time)
  return { binaries: await compileAll(terms), info, arguments: compileArguments(order) }
}

/** Checks types and places the bases at the same time. Returns or throws once both have ended. */
async function checkWhilePlacing(terms: BuildTerms): Promise<unknown> {
  const { deno } = terms
  const [checked, placed] = await Promise.allSettled([
    deno.check().then(() => deno.info()),
    placeBases(terms),
  ])
  if (checked.status === 'rejected') throw checked.reason
  if (placed.status === 'rejected') throw placed.reason
  return checked.value
}

async function compileAll(terms: BuildTerms): Promise<readonly BuiltBinary[]> {
  const { deno, bases, output, concurrency, onProgress } = terms
  const waiting = bases.map(({ target }) => ({ target, path: join(output, fileNameOf(target)) }))
  const binaries = [...waiting]
  const failures: unknown[] = []
  let done = 0
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && failures.length === 0; next = waiting.shift()) {
      const { target, path } = next
      const start = performance.now()
      try {
        await deno.compile({ target, output: path })
        const { size } = await stat(path).catch((cause) => {
          throw new OutsideError(
            denoReasons['compile-failed'],
            `deno compile for ${target} ended with exit code 0, and wrote no file`,
            undefined,
            { cause },
          )
        })
        done += 1
        onProgress({
          target,
          bytes: size,
          milliseconds: performance.now() - start,
          done,
          total: bases.length,
        })
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work))
  if (failures.length > 0) throw failures[0]
  return binaries
}

/** deno itself adds `.exe`, so the name must have it before. */
function fileNameOf(target: TargetName): string {
  return targetOf(target).system === 'windows' ? `${target}.exe` : target
}

/** Puts the archives where deno looks for them, and checks that they are the ones that were checked before. */
async function placeBases({ deno, folders, bases }: BuildTerms): Promise<void> {
  const folder = join(folders.denoDir, 'dl', 'release', `v${deno.version}`)
  await makeFolder(folder)
  for (const { target, path, sha256 } of bases) {
    const place = join(folder, `denort-${target}.zip`)
    await shareFile(path, place)
    const found = await digestOf(place)
    if (found.sha256 !== sha256)
      throw new OutsideError(
        denoReasons['compile-failed'],
        `the archive of ${target} changed after it was checked: ${path}`,
        'Find out what else writes into the temporary folder of the runner.',
      )
  }
}

async function makeEmpty(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await makeFolder(folder)
}
