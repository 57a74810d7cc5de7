import { visible } from '@suite/report'
import type { WantedFile } from '../wanted.ts'
import { describeOtherOrigin, type Origin } from './origin.ts'
import { readStatement } from './statement.ts'

/** The text of a file with bundles, and its name for messages. */
export interface BundleText {
  readonly where: string
  readonly text: string
}

/** One file with all bundles, one per line; or everything that is wrong with them. */
export type JoinedBundles = { readonly text: string } | { readonly problems: readonly string[] }

const mostProblems = 20

/**
 * Joins bundles. Each subject must be a file of the release with its digest, and each file must be a subject. A bundle
 * that names where it was built must name the repository and the commit of the release.
 * @param files what is attested: every file of the release but the bundles themselves
 */
export function joinBundles(
  texts: readonly BundleText[],
  files: readonly WantedFile[],
  origin: Origin,
): JoinedBundles {
  const problems: string[] = []
  const lines: string[] = []
  const attested = new Set<string>()
  const digests = new Set(files.map(({ sha256 }) => sha256))
  for (const { where, text } of texts) {
    const bundles = parseAll(text)
    if (bundles.length === 0) problems.push(`${where} holds no bundle`)
    for (const [index, bundle] of bundles.entries()) {
      const statement = readStatement(bundle)
      if (statement === undefined) {
        problems.push(`${where}: bundle ${index + 1} is not a Sigstore bundle with an in-toto statement`)
        continue
      }
      const other = describeOtherOrigin(statement, origin)
      if (other !== undefined) problems.push(`${where}: bundle ${index + 1} ${other}`)
      for (const { name, digest } of statement.subjects) {
        const sha256 = digest.sha256?.toLowerCase()
        if (sha256 === undefined || !digests.has(sha256))
          problems.push(
            `${where}: bundle ${index + 1} is about ${visible(name, 200)} with the SHA-256 ${visible(sha256 ?? 'none', 80)}, which is not a file of this release`,
          )
        else attested.add(sha256)
      }
      lines.push(JSON.stringify(bundle))
    }
  }
  for (const { name, sha256 } of files)
    if (!attested.has(sha256)) problems.push(`no bundle is about ${name} with the SHA-256 ${sha256}`)
  if (problems.length > mostProblems)
    return {
      problems: [...problems.slice(0, mostProblems), `${problems.length - mostProblems} more problems`],
    }
  return problems.length > 0 ? { problems } : { text: `${lines.join('\n')}\n` }
}

/** Returns the bundles of a text, which is one JSON value, or has one in each line. What is not JSON is undefined. */
function parseAll(text: string): readonly unknown[] {
  const whole = parse(text)
  if (whole !== undefined) return [whole]
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parse)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
