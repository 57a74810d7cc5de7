import { scanScriptPart } from './script.ts'
import { createSpanList, doubtedScan, type Scan } from './spans.ts'

const nowhere = Number.POSITIVE_INFINITY

/**
 * Returns where the comments of a page or component are. Scripts are read as such. Elsewhere only a comment that
 * starts its line is one, because a template may contain `<!--` in an expression.
 */
export function scanMarkup(text: string): Scan {
  const list = createSpanList()
  const scriptTag = finder(text, /<script\b/gi)
  const styleTag = finder(text, /<style\b/gi)
  const scriptEnd = finder(text, /<\/script\b/gi)
  const styleEnd = finder(text, /<\/style\b/gi)
  const comment = finder(text, /^[ \t]*<!--/gm)
  let at = 0
  for (;;) {
    const next = Math.min(scriptTag(at), styleTag(at), comment(at))
    if (next === nowhere) return doubtedScan(list.spans, nowhere)
    if (next === comment(at)) {
      const end = text.indexOf('-->', next + 4)
      if (end < 0) return doubtedScan(list.spans, next)
      list.add('comment', next, end + 3)
      at = end + 3
      continue
    }
    const isScript = next === scriptTag(at)
    const start = text.indexOf('>', next) + 1
    const end = start === 0 ? nowhere : (isScript ? scriptEnd : styleEnd)(start)
    if (end === nowhere) return doubtedScan(list.spans, next)
    const doubt = isScript ? scanScriptPart(text, start, end, true, list) : nowhere
    if (doubt !== nowhere) return doubtedScan(list.spans, doubt)
    at = end
  }
}

/** Returns a function that finds the next match from an offset on, and searches each part of the text once. */
function finder(text: string, pattern: RegExp): (from: number) => number {
  let found = -1
  return (from) => {
    if (found < from) {
      pattern.lastIndex = from
      found = pattern.exec(text)?.index ?? nowhere
    }
    return found
  }
}
