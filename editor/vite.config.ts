import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const runtime = 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
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
