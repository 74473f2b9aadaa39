;; An offset beyond the guard is added, with a check for overflow.
(module
  (memory 1)
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.load offset=0xf0000000))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       mov r15, [r14+0x8]
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L0
;; x64:   local.get 0
;; x64:   i32.load offset=4026531840
;; x64:       mov r11d, 0xf0000000
;; x64:       add r11, rdi
;; x64:       bt r11, 0x20
;; x64:       jb L1
;; x64:       mov eax, [r15+r11]  ; trap: out of bounds memory access
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L0:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L1:
;; x64:   i32.load offset=4026531840
;; x64:       ud2  ; trap: out of bounds memory access
