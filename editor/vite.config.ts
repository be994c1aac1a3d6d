import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const runtime = 'http://127.0.0.1:3000'

/** Bytes from which a compressed copy is worth a file. */
const smallest = 1_024
const compress = promisify(brotliCompress)

/** Puts a compressed copy beside each text: the server sends it to whoever takes it, a third of the bytes. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle: async ({ dir = '' }, bundle) => {
    const texts = Object.values(bundle).flatMap((file) => {
      const content = file.type === 'chunk' ? file.code : file.source
      return /\.(js|css|svg|json)$/.test(file.fileName) && content.length >= smallest
        ? [{ name: file.fileName, content }]
        : []
    })
    await Promise.all(
      texts.map(async ({ name, content }) =>
        writeFile(join(dir, `${name}.br`), await compress(content)),
      ),
    )
  },
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), compressed],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Lazy parts (CodeMirror, sip.js) pass 500 kB before gzip; the budget that counts is the first load.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // What the first screen needs is one file: a hundred small ones cost it a third of its time.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    // shared/ and node_modules lie beside this folder.
    fs: { allow: ['..'] },
    proxy: {
      '/api': runtime,
      '/sip': { target: runtime, ws: true },
    },
  },
})
