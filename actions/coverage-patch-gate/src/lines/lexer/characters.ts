const newline = 10
const carriageReturn = 13

/** Whether a character code belongs to a word: a letter, a digit, `_`, `$`, or any character beyond ASCII. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    (code > 127 && !isWideSpace(code))
  )
}

/** Whether a character code is white space, including line breaks. */
export function isSpaceCode(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && isWideSpace(code))
}

function isWideSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** Whether a character code ends a line of a source file. */
export function isBreakCode(code: number): boolean {
  return code === newline || code === carriageReturn
}

/**
 * Whether a character code ends a comment in some language. Where a language goes on after it, the rest counts as
 * code: that is the safe side.
 */
function endsComment(code: number): boolean {
  return isBreakCode(code) || code === 0x2028 || code === 0x2029 || code === 0x85
}

/** Returns the offset at which a line comment that contains `at` ends. */
export function endOfLineComment(text: string, at: number, to = text.length): number {
  let end = at
  while (end < to && !endsComment(text.charCodeAt(end))) end += 1
  return end
}
