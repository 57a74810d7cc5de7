import { posix } from 'node:path'

/** A link of Markdown to a file of the repository. Groups: text, path, anchor. */
const link = /\[([^\]\n]{1,200})\]\((?![a-z]+:|#)([^)#\s]{1,200})(#[^)\s]{1,200})?\)/g

/**
 * Returns a page of the sources with the links that it needs where it is published: `actions/<name>/` is `<name>/`
 * there. A link to what is not published becomes its text and the path in the sources.
 *
 * @param page path of the page in the sources
 * @param published paths of everything that is published
 */
export function publishLinks(text: string, page: string, published: ReadonlySet<string>): string {
  const folder = posix.dirname(inPublished(page))
  return text.replaceAll(link, (_, shown: string, path: string, anchor = '') => {
    const source = posix.join(posix.dirname(page), path)
    const target = inPublished(source)
    if (published.has(target)) return `[${shown}](${posix.relative(folder, target)}${anchor})`
    return `${shown} (\`${source}\` in the sources)`
  })
}

function inPublished(path: string): string {
  return path.replace(/^actions\//, '')
}
