/**
 * Returns the pattern of the tests that judge a source file of an action or a package: those of its `src` folder,
 * which import the sources. Tests that spawn a bundle do not see a changed source.
 * Returns undefined for any other file.
 */
export function testsOf(file: string): string | undefined {
  const folder = /^((?:actions|packages)\/[^/]+\/src)\/.+\.ts$/.exec(file)?.[1]
  return folder === undefined || file.endsWith('.test.ts') ? undefined : `${folder}/**/*.test.ts`
}
