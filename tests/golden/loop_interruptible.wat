;; Interruptible code polls the stack limit, which is the interrupt word, in each loop.
;; interruptible: yes
(module
  (func $count_down (param i32) (result i32)
    (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 0))
  (func $infinite (loop $l (br $l))))
;; $count_down
;;     x86-64: 6 instructions, 18 bytes                     | AArch64: 7 instructions, 28 bytes
;;   loop
;;     L0:                                                  | L0:
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L1                                              |   cmp sp, x17
;;                                                          |   b.lo L1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;   out of line: loop
;;     L1:                                                  | L1:
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
;;
;; $infinite
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 5 instructions, 20 bytes
;;   loop
;;     L0:                                                  | L0:
;;       cmp rsp, [r14]                                     |   ldr x17, [x28]
;;       jb L1                                              |   cmp sp, x17
;;                                                          |   b.lo L1
;;   br 0
;;       jmp L0                                             |   b L0
;;   end
;;   end
;;   out of line: loop
;;     L1:                                                  | L1:
;;       ud2  ; call stack exhausted                        |   udf #0  ; call stack exhausted
