// How DingTalk reaches the service, and the button that cuts its Stream connections.
import { call } from "./calls.js";

const box = document.getElementById("gateway");
const state = document.getElementById("gateway-state");
const cut = document.getElementById("gateway-cut");

export function start() {
  cut.addEventListener("click", () => call("POST", "/sandbox/dingtalk/gateway", { action: "disconnect" }));
}

export function update(dingtalk) {
  box.hidden = !dingtalk;
  if (!dingtalk) return;
  const text = `钉钉 ${reached(dingtalk)}`;
  if (state.textContent !== text) state.textContent = text;
  cut.hidden = dingtalk.mode !== "stream";
  cut.disabled = dingtalk.connections === 0;
}

function reached({ mode, connections }) {
  if (mode !== "stream") return "HTTP 回调";
  return connections > 0 ? `Stream ${connections} 条连接` : "Stream 未连接";
}
