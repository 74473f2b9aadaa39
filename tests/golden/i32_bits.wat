;; Counting bits.
(module
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.clz
    local.get 0
    i32.ctz
    i32.add
    local.get 0
    i32.popcnt
    i32.add))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   i32.clz
;; x64:       lzcnt eax, edi
;; x64:   local.get 0
;; x64:   i32.ctz
;; x64:       tzcnt ecx, edi
;; x64:   i32.add
;; x64:       add eax, ecx
;; x64:   local.get 0
;; x64:   i32.popcnt
;; x64:       popcnt ecx, edi
;; x64:   i32.add
;; x64:       add eax, ecx
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
