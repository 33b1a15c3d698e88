// Times and amounts as people read them.

const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const precise = new Intl.DateTimeFormat("zh-CN", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

export const minute = (at) => clock.format(new Date(at));
export const second = (at) => precise.format(new Date(at));

// 「42 秒」「5 分钟」「1 小时 20 分」
export function duration(seconds) {
  if (seconds < 120) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} 小时 ${minutes % 60} 分` : `${Math.floor(hours / 24)} 天`;
}

// Fen to 「5 万元」 or 「800 元」.
export function money(fen) {
  const yuan = fen / 100;
  if (yuan >= 10000) return `${Number((yuan / 10000).toFixed(1))} 万元`;
  return `${yuan.toLocaleString("zh-CN")} 元`;
}
