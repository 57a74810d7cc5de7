/** A pointer is shorter than this. @see https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const longestPointer = 1024

const version = /^version https:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\/v1\n/
const digest = /^oid sha256:[0-9a-f]{64}$/m

/** Returns whether a content is what Git LFS commits in place of a file. */
export function isPointer(bytes: Uint8Array): boolean {
  if (bytes.length >= longestPointer) return false
  const text = Buffer.from(bytes).toString('latin1')
  return version.test(text) && digest.test(text)
}
