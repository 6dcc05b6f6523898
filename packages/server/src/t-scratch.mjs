import * as ort from 'onnxruntime-node'
for (const round of [0,1]) for (const k of ['small','q']) {
 const s = await ort.InferenceSession.create(`/tmp/v/${k}.onnx`,{intraOpNumThreads:1,interOpNumThreads:1,executionMode:'sequential',graphOptimizationLevel:'all'})
 const widths=[400,320,240,160,120]
 const run=async()=>{for(const w of widths){await s.run({lines:new ort.Tensor('float32',new Float32Array(32*w),[1,1,32,w])})}}
 for(let i=0;i<20;i++)await run()
 const b=process.cpuUsage(); for(let i=0;i<60;i++)await run(); const u=process.cpuUsage(b)
 console.log(k,((u.user+u.system)/1000/60).toFixed(2),'ms per 1240 columns in 5 runs')
}
