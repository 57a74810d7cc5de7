import { readFile } from 'node:fs/promises'
import { firstOf, visible } from '@suite/report'
import type { NamedTarget } from './asset-names.ts'
import { inspect } from './binary/inspect.ts'
import { isBinaryProblem } from './binary/problem.ts'
import type { BinaryFacts } from './binary-facts.ts'
import { sha256Of } from './digest.ts'
import { judgeFile } from './judge-file.ts'
import { type Expected, judgeBinary } from './permissions/judge.ts'
import type { PermissionPolicy } from './permissions/policy.ts'
import type { Problem } from './problems.ts'

/** What a binary should be, and what it was compiled with. */
export interface Demands {
  readonly expected: Expected
  readonly policy: PermissionPolicy
  /** Bytes of the base alone. */
  readonly baseSize: number
}

/** Reads a binary from its bytes, and judges it. Nothing of the bytes stays in memory. */
export async function readBinary(
  named: NamedTarget,
  path: string,
  { expected, policy, baseSize }: Demands,
): Promise<BinaryFacts> {
  const { target } = named
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined || bytes.length === 0)
    return unreadable(named, path, bytes, `deno ended with 0 and wrote no file (target ${target})`)
  const inspection = inspect(bytes)
  if (isBinaryProblem(inspection))
    return unreadable(named, path, bytes, `${inspection.what} (target ${target})`)
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
      ...argumentProblems(metadata.arguments),
      ...problems,
    ],
  }
}

function fileOf({ target, name }: NamedTarget, path: string, bytes: Uint8Array) {
  return { target, name, path, size: bytes.length, sha256: sha256Of(bytes) }
}

function unreadable(named: NamedTarget, path: string, bytes = new Uint8Array(), what: string): BinaryFacts {
  return {
    ...fileOf(named, path, bytes),
    glibc: undefined,
    permissions: undefined,
    rows: [],
    shown: [],
    embedded: undefined,
    problems: [{ reason: 'binary-wrong', what }],
  }
}

/** No input gives arguments, so there must be none. */
function argumentProblems(given: readonly string[]): Problem[] {
  if (given.length === 0) return []
  const all = firstOf(given, 5, (argument) => JSON.stringify(visible(argument, 80)))
  return [
    {
      reason: 'binary-wrong',
      what: `it starts with arguments that no input gives: ${all}`,
      fix: 'Find out which program is called deno on this machine: it adds arguments.',
    },
  ]
}
