;; Checked code: a store.
;; bounds: checked
(module
  (memory 1)
  (func (export "f") (param i32 i64)
    local.get 0
    local.get 1
    i64.store offset=16))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       mov r15, [r14+0x8]
;; x64:       mov r10, [r14+0x10]
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   i64.store offset=16
;; x64:       cmp rdi, r10
;; x64:       jnb L2
;; x64:       mov [r15+rdi+0x10], r8  ; trap: out of bounds memory access
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L2:
;; x64:   i64.store offset=16
;; x64:       lea r11, [rdi+0x10]
;; x64:       sub r11, [r14+0x20]
;; x64:       cmp r11, [r14+0x70]
;; x64:       jnb L4
;; x64:       add r11, [r14+0x28]
;; x64:     L3:
;; x64:       mov [r11], r8  ; trap: out of bounds memory access
;; x64:       jmp L0
;; x64:     L4:
;; x64:       add r11, [r14+0x20]
;; x64:       sub rsp, 0x8
;; x64:       push r11
;; x64:       mov r11, [r14+0x90]
;; x64:       call [r11+0x40]
;; x64:       test r11, r11
;; x64:       jnz L3
;; x64:       ud2  ; trap: out of bounds memory access
