import { createBenchApp, openBenchStore, startPost, toRequest, turnPost } from './benchCalls.ts'
const { store, close } = await openBenchStore()
const app = await createBenchApp(store)
const f = app.fetch
const run = async () => {
const ids = await Promise.all(Array.from({length:64}, async()=> (await f(toRequest(startPost()))).headers.get('x-call-id')))
await Promise.all(ids.map(async id => { for (let t=2;t<=41;t++) { const r = await f(toRequest(turnPost(id!, t))); if (r.status!==200) throw r.status; await r.text() } }))
}
for (let i=0;i<3;i++) await run()
const c=process.cpuUsage(), t=performance.now()
for (let i=0;i<6;i++) await run()
const d=process.cpuUsage(c)
console.log('cpu us/turn', (d.user+d.system)/(6*64*41), 'user', d.user/(6*64*41), 'wall rate', 6*64*41/((performance.now()-t)/1000))
await app.close(); await close(); process.exit(0)
