;; A jump table.
(module
  (func (export "f") (param i32) (result i32)
    block
      block
        block
          local.get 0
          br_table 0 1 2
        end
        i32.const 10
        return
      end
      i32.const 20
      return
    end
    i32.const 30))
;; x64: $f
;; x64:       mov rax, [r11]
;; x64:       mov [r14], rax
;; x64:       push rbp
;; x64:       mov rbp, rsp
;; x64:       nop [rax], eax
;; x64:       cmp rsp, [r14]
;; x64:       jb L3
;; x64:   block
;; x64:   block
;; x64:   block
;; x64:   local.get 0
;; x64:   br_table 0 1 2
;; x64:       cmp edi, 0x2
;; x64:       jnb L2
;; x64:       lea r11, [rip+0x9]
;; x64:       movsxd rax, dword ptr [r11+rdi*4]
;; x64:       add rax, r11
;; x64:       jmp rax
;; x64:       .long L0
;; x64:       .long L1
;; x64:     L0:
;; x64:   end
;; x64:   i32.const 10
;; x64:   return
;; x64:       mov eax, 0xa
;; x64:       leave
;; x64:       ret
;; x64:     L1:
;; x64:   end
;; x64:   i32.const 20
;; x64:   return
;; x64:       mov eax, 0x14
;; x64:       leave
;; x64:       ret
;; x64:     L2:
;; x64:   end
;; x64:   i32.const 30
;; x64:   end
;; x64:       mov eax, 0x1e
;; x64:       leave
;; x64:       ret
;; x64:     L3:
;; x64:   (prologue)
;; x64:       mov rsp, rbp
;; x64:       ud2  ; trap: call stack exhausted
