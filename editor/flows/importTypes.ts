/** Endings of files that may hold a flow: as they are exported, and programs and templates around them. */
export const importTypes: string = [
  '.json,.xml,.twiml,.fml,.js,.mjs,.cjs,.ts,.py,.php,.rb,.cs,.vb,.java,.kt,.go',
  '.html,.md,.txt,.hbs,.ejs,.erb,.jsp,.yml,.yaml,.tf,.tftpl,.tpl,.ftpl,application/json,text/xml',
].join(',')
