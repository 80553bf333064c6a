"""The Redis scripts behind sessions and mailboxes. Each is one round trip, and atomic.

A conversation's turn exists only while somebody holds or waits for it. As long as nobody waits it is the holder's token,
and lives as long as the lease. With waiters it is a JSON text `{"h": holder, "u": until, "q": [[token, seen], …]}`: they
stand in the order in which they came; one that has not asked for two seconds has gone. Times are Redis's own, in
milliseconds, so that the clocks of many machines do not matter.
"""

TAKE = """
local session, turn, claims, answer, rate, holds = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local token, message, lease, limit = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local held = redis.call('GET', turn)
local waited = held and string.sub(held, 1, 1) == '{'
local state = waited and cjson.decode(held) or {h = held or '', u = held and now + redis.call('PTTL', turn) or 0, q = {}}
local queue, place = {}, nil
for _, waiter in ipairs(state.q) do
  if waiter[1] == token then waiter[2] = now end
  if now - waiter[2] < 2000 then
    queue[#queue + 1] = waiter
    if waiter[1] == token then place = #queue end
  end
end
state.q = queue
local function keep(life)
  redis.call('SET', turn, cjson.encode(state), 'PX', life)
end
if redis.call('ZSCORE', claims, message) then
  if place then
    table.remove(queue, place)
    keep(math.max(state.u - now, 2000))
  end
  return {'repeated', redis.call('GET', answer)}
end
local free = state.h == '' or state.h == token or state.u <= now
if not (free and (#queue == 0 or place == 1)) then
  if not place then queue[#queue + 1] = {token, now} end
  keep(math.max(state.u - now, 0) + 2000)
  return {'wait'}
end
if place then table.remove(queue, place) end
if limit > 0 then
  local count = redis.call('INCR', rate)
  if count == 1 then redis.call('EXPIRE', rate, ARGV[5]) end
  if count > limit then
    if held then state.h, state.u = '', 0 keep(2000) end
    return {'limited', count - limit, redis.call('TTL', rate)}
  end
end
if #queue == 0 then
  redis.call('SET', turn, token, 'PX', lease)
else
  state.h, state.u = token, now + lease
  keep(lease + 2000)
end
return {'taken', redis.call('GET', session), redis.call('ZRANGEBYSCORE', holds, clock[1], '+inf'),
  redis.call('LRANGE', KEYS[7], 0, -1)}
"""

_LET_GO = """
local function let_go(turn, held)
  local state = string.sub(held, 1, 1) == '{' and cjson.decode(held)
  if not state or #state.q == 0 then redis.call('DEL', turn) return end
  state.h, state.u = '', 0
  redis.call('SET', turn, cjson.encode(state), 'PX', 2000)
end
local function held_by(turn, token)
  local held = redis.call('GET', turn)
  return held and (held == token or string.sub(held, 1, 1) == '{' and cjson.decode(held).h == token) and held
end
"""

SAVE = (
    _LET_GO
    + """
local session, turn, claims, answer = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local mailbox, mailboxes, holds, jobs, bodies = KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local token, message, conversation, record = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local session_life, claim_life, answer_life = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local turn_held = held_by(turn, token)
if not turn_held then return -1 end
local now = tonumber(redis.call('TIME')[1])
redis.call('SET', session, record, 'EX', session_life)
redis.call('ZADD', claims, now, message)
if redis.call('TTL', claims) < claim_life then
  redis.call('ZREMRANGEBYSCORE', claims, '-inf', now - claim_life)
  redis.call('EXPIRE', claims, claim_life + 86400)
end
local hold_life, hold, held = tonumber(ARGV[9]), ARGV[10], ARGV[11]
if held ~= '' and held ~= hold then redis.call('ZREM', holds, held) end
if hold ~= '' then
  redis.call('ZREMRANGEBYSCORE', holds, '-inf', now)
  redis.call('ZADD', holds, now + hold_life, hold)
  redis.call('EXPIRE', holds, hold_life)
end
local queued = 0
if ARGV[8] ~= '' then
  redis.call('SET', answer, ARGV[8], 'EX', answer_life)
  for given = 14, #ARGV do redis.call('LREM', mailbox, 1, ARGV[given]) end
elseif #ARGV > 13 then
  redis.call('RPUSH', mailbox, unpack(ARGV, 14))
  redis.call('EXPIRE', mailbox, claim_life)
  queued = redis.call('ZADD', mailboxes, 'NX', now, conversation)
  if queued == 1 and ARGV[12] ~= '' then
    redis.call('HSET', bodies, ARGV[12], ARGV[13])
    redis.call('RPUSH', jobs, ARGV[12])
    queued = 0
  end
end
let_go(turn, turn_held)
return queued
"""
)

GIVE_BACK = (
    _LET_GO
    + """
local turn, failures = KEYS[1], KEYS[2]
local held = held_by(turn, ARGV[1])
if held then let_go(turn, held) end
local count = redis.call('INCR', failures)
redis.call('EXPIRE', failures, ARGV[2])
return count
"""
)

_HEAD = """
local mailbox, courier, mailboxes = KEYS[1], KEYS[2], KEYS[3]
local owner, conversation, lease = ARGV[1], ARGV[2], ARGV[3]
local holder = redis.call('GET', courier)
local function head()
  local found = redis.call('LINDEX', mailbox, 0)
  if not found then
    redis.call('DEL', courier)
    redis.call('ZREM', mailboxes, conversation)
    return {'empty'}
  end
  redis.call('SET', courier, owner, 'PX', lease)
  return {'head', found}
end
"""

HEAD = (
    _HEAD
    + """
if holder and holder ~= owner then return {'busy'} end
return head()
"""
)

NEXT = (
    _HEAD
    + """
if holder ~= owner then return {'busy'} end
if redis.call('LINDEX', mailbox, 0) == ARGV[4] then redis.call('LPOP', mailbox) end
return head()
"""
)

PART = """
local mailbox, courier = KEYS[1], KEYS[2]
local owner, head = ARGV[1], ARGV[2]
if redis.call('GET', courier) ~= owner or redis.call('LINDEX', mailbox, 0) ~= head then return 0 end
redis.call('LSET', mailbox, 0, ARGV[#ARGV])
for piece = #ARGV - 1, 3, -1 do redis.call('LPUSH', mailbox, ARGV[piece]) end
return 1
"""

HOLD = """
local courier, mailboxes = KEYS[1], KEYS[2]
local owner, conversation, lease, due = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('GET', courier) ~= owner then return 0 end
redis.call('PEXPIRE', courier, lease)
redis.call('ZADD', mailboxes, 'XX', due, conversation)
return 1
"""

RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0
"""

LEAVE = """
local mailbox, mailboxes, told = KEYS[1], KEYS[2], KEYS[3]
local parcel, life, now, conversation = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if not redis.call('SET', told, 1, 'NX', 'EX', life) then return 0 end
redis.call('RPUSH', mailbox, parcel)
redis.call('EXPIRE', mailbox, life)
if conversation == '' then return 0 end
return redis.call('ZADD', mailboxes, 'NX', now, conversation)
"""
