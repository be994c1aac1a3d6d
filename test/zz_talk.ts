import { agentTasks } from './conversations/agentTasks.ts'
import { askTasks } from './conversations/askTasks.ts'
import { behaviours } from './conversations/callers.ts'
import { programOf, talkOffline } from './conversations/talkOffline.ts'
for (const task of [...agentTasks, ...askTasks]) { const p = programOf(task); for (const [n, make] of Object.entries(behaviours)) { if (process.argv[2] && !`${task.id}, ${n}`.match(process.argv[2])) continue; const t = talkOffline(p, make(task)); console.log(`## ${task.id}, ${n} -> ${t.end} ${t.collected}`); console.log(t.lines.join('\n')) } }
