import { UsageError } from '@suite/errors'
import type { Release } from '@suite/forge'
import type { Ports, RepositoryTag } from './ports.ts'
import { reasons } from './reasons.ts'

/** How many releases are looked at for a nearer one, after one was found. */
const mostLater = 20

type Asked = Pick<Ports, 'releases' | 'ancestry'>

/**
 * Returns the tag where generated notes begin: the given one, or else the nearest published tag that is not a prerelease
 * and is an ancestor of the commit. Returns undefined if there is none.
 * @throws UsageError `notes-start-missing` if the given tag does not exist, or is not an ancestor
 */
export async function findPreviousTag(
  { releases, ancestry }: Asked,
  {
    tag,
    commit,
    given,
  }: { readonly tag: string; readonly commit: string; readonly given: string | undefined },
): Promise<string | undefined> {
  if (given !== undefined) {
    const fact = await releases.tag(given)
    if (fact === undefined) throw missing(`notes-from names ${given}, and there is no such tag`)
    if (fact.commit === commit || !(await ancestry.isAncestor(fact.commit, commit)))
      throw missing(`notes-from names ${given}, at ${fact.commit}, which does not come before ${commit}`)
    return given
  }
  const [all, tags] = await Promise.all([releases.all(), ancestry.tags()])
  return nearest(ancestry, stableTags(all, tags, tag), commit)
}

/** Returns the tags of published releases that are not prereleases, the newest first. */
function stableTags(
  all: readonly Release[],
  tags: readonly RepositoryTag[],
  except: string,
): readonly RepositoryTag[] {
  const facts = new Map(tags.map((fact) => [fact.name, fact]))
  return all
    .filter(({ tag, isDraft, isPrerelease }) => !isDraft && !isPrerelease && tag !== except)
    .sort((a, b) => ((a.publishedAt ?? '') < (b.publishedAt ?? '') ? 1 : -1))
    .flatMap(({ tag }) => facts.get(tag) ?? [])
}

/**
 * Returns the ancestor that comes after the other ancestors. A release that was published earlier than another may be
 * of a later commit, so some are compared after one was found.
 */
async function nearest(
  { isAncestor }: Ports['ancestry'],
  tags: readonly RepositoryTag[],
  commit: string,
): Promise<string | undefined> {
  let best: RepositoryTag | undefined
  let later = 0
  for (const tag of tags) {
    if (best !== undefined && ++later > mostLater) break
    if (tag.commit === commit || tag.commit === best?.commit) continue
    if (best !== undefined && !(await isAncestor(best.commit, tag.commit))) continue
    if (await isAncestor(tag.commit, commit)) best = tag
  }
  return best?.name
}

function missing(what: string): UsageError {
  return new UsageError(reasons['notes-start-missing'], what)
}
