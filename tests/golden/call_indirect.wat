;; The checks of an indirect call: index, null, type.
(module
  (table 4 funcref)
  (func (export "f") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    call_indirect (param i32) (result i32)))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       sub rsp, 0x20
;; x64:       cmp rsp, [r14]
;; x64:       jb L1
;; x64:       mov [rbp-0x8], r14
;; x64:       mov [rbp-0x10], edi
;; x64:       mov [rbp-0x18], r8d
;; x64:   local.get 0
;; x64:   local.get 1
;; x64:   call_indirect (type 1)
;; x64:       mov ecx, [rbp-0x18]
;; x64:       cmp rcx, [r14+0xd0]
;; x64:       jnb L3
;; x64:       mov rax, [r14+0xc8]
;; x64:       mov rax, [rax+rcx*8]
;; x64:       mov r11d, [r14+0xc4]
;; x64:       cmp [rax+0x18], r11d  ; trap: uninitialized element
;; x64:       jnz L4
;; x64:       mov edi, [rbp-0x10]
;; x64:       cmp r14, [rax+0x10]
;; x64:       jnz L2
;; x64:       call [rax+0x8]
;; x64:     L0:
;; x64:   end
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
;; x64:     L2:
;; x64:   call_indirect (type 1)
;; x64:       mov r11, r14
;; x64:       mov r14, [rax+0x10]
;; x64:       call [rax]
;; x64:       mov r14, [rbp-0x8]
;; x64:       jmp L0
;; x64:     L3:
;; x64:   call_indirect (type 1)
;; x64:       ud2  ; trap: undefined element
;; x64:     L4:
;; x64:   call_indirect (type 1)
;; x64:       ud2  ; trap: indirect call type mismatch
