import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Every file of ours that a bundle of the entry would hold. */
async function graphOf(entry: string): Promise<readonly string[]> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    outdir: '/dev/null',
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: { '.md': 'text', '.svg': 'text', '.css': 'empty' },
    logLevel: 'silent',
    plugins: [
      {
        // Vite's `?raw`, `?worker` and `?url` are not esbuild's.
        name: 'queries',
        setup: ({ onResolve }) => {
          onResolve({ filter: /\?/ }, ({ path }) => ({ path, external: true }))
        },
      },
    ],
  })
  return Object.keys(result.metafile.inputs)
}

/** Packages that the entry's own files import. */
async function packagesOf(entry: string): Promise<readonly string[]> {
  const files = await graphOf(entry)
  const names = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/from '([^.#'][^']*)'/g)].map(
      (match) => match[1] ?? '',
    ),
  )
  return [...new Set(names)]
}

describe('walls', () => {
  it('keeps the editor and its faces out of the runtime', async () => {
    const files = await graphOf('runtime/main.ts')
    expect(files.filter((file) => /^editor\/|\.editor\.tsx$|\.icon\.ts$/.test(file))).toEqual([])
    const packages = await packagesOf('runtime/main.ts')
    expect(packages.filter((name) => /^react|^@mantine|^@tabler|^@xyflow/.test(name))).toEqual([])
  })

  it('keeps the runtime and its packages out of the editor', async () => {
    const entries = ['editor/main.tsx', ...globSync('shared/nodes/*/*.editor.tsx', { cwd: root })]
    for (const entry of entries) {
      const files = await graphOf(entry)
      expect(files.filter((file) => file.startsWith('runtime/'))).toEqual([])
      const packages = await packagesOf(entry)
      expect(packages.filter((name) => /^hono|^openai|^node:|^ws$/.test(name))).toEqual([])
    }
  })

  it('keeps shared pure', async () => {
    const allowed = /^(zod|liquidjs|fast-xml-parser|@noble\/hashes)(\/|$)/
    for (const entry of [
      'shared/compile/compile.ts',
      'shared/session/simulate.ts',
      'shared/api/api.ts',
    ]) {
      const packages = await packagesOf(entry)
      expect(packages.filter((name) => !allowed.test(name))).toEqual([])
    }
  })

  it('asks for a node’s type only in that type’s folder', () => {
    const files = globSync('{shared,editor,runtime}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: (name) => name.includes('node_modules') || name.includes('dist'),
    })
    const offenders = files.filter(
      (file) =>
        !file.startsWith('shared/nodes/') &&
        !file.includes('.test.') &&
        /node\??\.type [!=]==/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(offenders).toEqual([])
  })

  it('keeps files short enough to read', () => {
    const files = globSync('{shared,editor,runtime,test}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: (name) => name.includes('node_modules') || name.includes('dist'),
    })
    const long = files.filter(
      (file) => readFileSync(join(root, file), 'utf8').split('\n').length > 401,
    )
    expect(long).toEqual([])
  })
})
