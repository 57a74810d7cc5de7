import { readFile, stat } from 'node:fs/promises'
import type { NamedTarget } from './asset-names.ts'
import { inspect } from './binary/inspect.ts'
import { isBinaryProblem } from './binary/problem.ts'
import type { BinaryFacts } from './binary-facts.ts'
import { sha256Of } from './digest.ts'
import type { FlagPlan } from './flags/permission-flags.ts'
import { judgeFile } from './judge-file.ts'
import { judgeOrigin, type Origin } from './judge-origin.ts'
import { beyondFlags } from './permissions/beyond-flags.ts'
import { type Expected, judgeBinary } from './permissions/judge.ts'
import type { PermissionPolicy } from './permissions/policy.ts'

/** What a binary should be, and what it was compiled with. */
export interface Demands {
  readonly expected: Expected
  readonly policy: PermissionPolicy
  readonly origin: Origin
  /** The permissions that it was compiled with. */
  readonly flags: FlagPlan
  /** Bytes of the base alone. */
  readonly baseSize: number
}

/** No forge takes a larger file, and Node reads none at once. */
const mostBytes = 2 * 1024 ** 3

/** Reads a binary from its bytes, and judges it. Nothing of the bytes stays in memory. */
export async function readBinary(
  named: NamedTarget,
  path: string,
  { expected, policy, origin, flags, baseSize }: Demands,
): Promise<BinaryFacts> {
  const { target } = named
  const found = await stat(path).catch(() => undefined)
  if (found !== undefined && found.size >= mostBytes)
    return unreadable(
      named,
      path,
      undefined,
      `it has ${found.size} bytes, and a forge takes files below 2 GiB (target ${target})`,
      'Embed less: leave files out with `exclude`, or download them when the program runs.',
    )
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined || bytes.length === 0)
    return unreadable(named, path, bytes, `deno ended with 0 and wrote no file (target ${target})`)
  const inspection = inspect(bytes)
  if (isBinaryProblem(inspection))
    return unreadable(named, path, bytes, `${inspection.what} (target ${target})`, inspection.fix)
  const { container, metadata, files, remoteModules, npmPackages } = inspection
  const { permissions, rows, problems, shown } = judgeBinary(inspection, expected, policy)
  return {
    ...fileOf(named, path, bytes),
    glibc: container.glibc,
    permissions,
    rows,
    shown,
    embedded: {
      entrypoint: metadata.entrypoint,
      files: files.map((file) => ({ path: file.path })),
      remoteModules,
      npmPackages,
    },
    problems: [
      ...judgeFile(target, { ...container, size: bytes.length }, baseSize),
      ...judgeOrigin(inspection, origin),
      ...beyondFlags(permissions, flags),
      ...problems,
    ],
  }
}

function fileOf({ target, name }: NamedTarget, path: string, bytes: Uint8Array) {
  return { target, name, path, size: bytes.length, sha256: sha256Of(bytes) }
}

function unreadable(
  named: NamedTarget,
  path: string,
  bytes = new Uint8Array(),
  what: string,
  fix?: string,
): BinaryFacts {
  return {
    ...fileOf(named, path, bytes),
    glibc: undefined,
    permissions: undefined,
    rows: [],
    shown: [],
    embedded: undefined,
    problems: [{ reason: 'binary-wrong', what, fix }],
  }
}
