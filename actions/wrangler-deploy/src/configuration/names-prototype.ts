/** Returns whether an object in a value has a member `__proto__`. Reading by a schema would leave it out. */
export function namesPrototype(value: unknown): boolean {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__')) return true
    for (const part of Object.values(next)) waiting.push(part)
  }
  return false
}
