/** A path as a report writes it, in a form that can be looked up. */
export interface SourceName {
  /** With `/` between its parts, and without `.`, `..` and empty parts. */
  readonly path: string
  readonly isAbsolute: boolean
}

/**
 * Returns what a path of a report can mean, the most literal meaning first: as it is written, without the white space
 * around it, with `\` as a separator, and as a URL. Windows paths and URLs of files are absolute.
 */
export function sourceNames(written: string): readonly SourceName[] {
  if (isPlain(written)) return [{ path: written, isAbsolute: written.startsWith('/') }]
  const names: SourceName[] = []
  const add = (text: string) => {
    for (const name of literalNames(text))
      if (!names.some(({ path, isAbsolute }) => path === name.path && isAbsolute === name.isAbsolute))
        names.push(name)
  }
  add(written)
  const trimmed = written.trim()
  if (trimmed !== written) {
    add(written.trimEnd())
    add(trimmed)
  }
  return names
}

/** Returns whether a path has only one meaning, as nearly all have. */
function isPlain(written: string): boolean {
  const isOdd = (part: string) => written.includes(part)
  if (isOdd('\\') || isOdd('//') || isOdd('/.') || isOdd(':')) return false
  return written !== '' && !written.startsWith('.') && !written.endsWith('/') && written.trim() === written
}

function literalNames(text: string): readonly SourceName[] {
  const isUrl = /^file:\/\//i.test(text)
  const bare = isUrl ? text.slice('file://'.length).replace(/^localhost(?=\/)/i, '') : text
  const local = isUrl && /^\/[A-Za-z]:/.test(bare) ? bare.slice(1) : bare
  const names = [local, ...(isUrl ? [decodePercents(local)] : []).filter((each) => each !== undefined)]
  return (isUrl ? names.reverse() : names).flatMap((name) => {
    if (/^[A-Za-z]:[\\/]/.test(name) || name.startsWith('\\\\')) return [windowsName(name)].flat()
    return name.includes('\\')
      ? [posixName(name), posixName(name.replaceAll('\\', '/'))].flat()
      : posixName(name)
  })
}

/** Returns an absolute Windows path with `/` and a small drive letter. */
function windowsName(text: string): readonly SourceName[] {
  const slashed = text.replaceAll('\\', '/')
  return posixName(`/${slashed.charAt(0).toLowerCase()}${slashed.slice(1)}`)
}

function posixName(text: string): readonly SourceName[] {
  const isAbsolute = text.startsWith('/')
  const path = normalParts(text.split('/'))
  return path === undefined || path === '' ? [] : [{ path: isAbsolute ? `/${path}` : path, isAbsolute }]
}

/** Returns the parts, joined. A relative path keeps `..` at its beginning. */
function normalParts(parts: readonly string[]): string | undefined {
  const kept: string[] = []
  for (const part of parts) {
    if (part === '' || part === '.') continue
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else kept.push(part)
  }
  return kept.join('/')
}

/** Returns a relative path as seen from the root of the checkout; undefined if it leaves the checkout. */
export function joinFolder(folder: string, path: string): string | undefined {
  if (folder === '' && !path.startsWith('..')) return path
  const joined = normalParts([...folder.split('/'), ...path.split('/')])
  return joined === undefined || joined === '' || joined.startsWith('../') || joined === '..'
    ? undefined
    : joined
}

/** Returns the text with `%20` and the like decoded; undefined if that is not text. */
function decodePercents(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Returns the extension in lower case with its dot; empty if there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).trimEnd()
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot).toLowerCase() : ''
}
